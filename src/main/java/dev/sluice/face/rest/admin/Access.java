package dev.sluice.face.rest.admin;

import dev.sluice.caller.Authenticator;
import dev.sluice.caller.Caller;
import dev.sluice.caller.Operator;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who sends the request at hand. */
@RequestScoped
class Access {
    /** The names of the two ways in, in the OpenAPI document. */
    static final String CALLER = "caller";

    static final String OPERATOR = "operator";

    private final Authenticator authenticator;
    private final Operator operator;
    private final HttpServerRequest request;

    Access(Authenticator authenticator, Operator operator, HttpServerRequest request) {
        this.authenticator = authenticator;
        this.operator = operator;
        this.request = request;
    }

    /** The caller, or an {@code UNAUTHENTICATED} fault. */
    Uni<Caller> caller() {
        return authenticator.authenticate(authorization());
    }

    /** The caller, or nothing where the request has no credentials; those that it has must be valid. */
    Uni<Optional<Caller>> callerIfAny() {
        return authorization() == null ? Uni.createFrom().item(Optional.empty()) : caller().map(Optional::of);
    }

    /** Completes if the operator sends it; faults as {@link Operator#check}. */
    Uni<Void> operator() {
        return Uni.createFrom().voidItem().invoke(() -> operator.check(authorization()));
    }

    private @Nullable String authorization() {
        return request.getHeader(HttpHeaders.AUTHORIZATION);
    }
}
