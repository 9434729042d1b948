package dev.sluice.face.rest;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Tells a body that announces itself as too large in the form of every other fault, before the framework does. */
@ApplicationScoped
class BodyLimit {
    // Before the framework's own check, which answers without a body.
    private static final int FIRST = 1_000;

    private static final Pattern LENGTH = Pattern.compile("\\d{1,18}");

    private final long mostBytes;

    BodyLimit(@ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize most) {
        mostBytes = most.asLongValue();
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, FIRST);
    }

    private void check(RoutingContext context) {
        if (isTooLarge(context.request().getHeader("Content-Length"))) {
            if (context.request().version() != HttpVersion.HTTP_2) {
                // Nobody reads the body, so the next request could not be found behind it.
                context.response()
                        .endHandler(ended -> context.request().connection().close());
            }
            ProblemWriter.write(context.response(), RequestBody.tooLarge(mostBytes), null);
        } else {
            context.next();
        }
    }

    // A length that is no number is the framework's to refuse.
    private boolean isTooLarge(@Nullable String announced) {
        return announced != null && LENGTH.matcher(announced).matches() && Long.parseLong(announced) > mostBytes;
    }
}
