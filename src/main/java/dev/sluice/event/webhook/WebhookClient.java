package dev.sluice.event.webhook;

import dev.sluice.event.webhook.Outcome.Error;
import dev.sluice.event.webhook.TargetPolicy.Target;
import dev.sluice.fault.FaultException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.tracing.TracingPolicy;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Map;
import java.util.function.Predicate;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Posts to receivers. A name is looked up for each try, its addresses are checked, and the connection goes to an address
 * that was checked, so that no second look-up can lead elsewhere. Redirects are not followed; answers are not read.
 */
@Singleton
class WebhookClient {
    private static final Logger LOG = Logger.getLogger(WebhookClient.class);

    private final Vertx vertx;
    private final HttpClient http;
    private final TargetPolicy policy;
    private final NameService names;
    private final Predicate<InetAddress> allowed;
    private final Duration timeout;

    @Inject
    WebhookClient(Vertx vertx, TargetPolicy policy, SystemNames names, WebhookConfig config) {
        this(vertx, policy, names, PublicAddress::is, new HttpClientOptions(), config);
    }

    WebhookClient(
            Vertx vertx,
            TargetPolicy policy,
            NameService names,
            Predicate<InetAddress> allowed,
            HttpClientOptions options,
            WebhookConfig config) {
        this.vertx = vertx;
        this.policy = policy;
        this.names = names;
        this.allowed = allowed;
        this.timeout = config.timeout();
        // A URL is as good as a secret to many receivers; a trace would show it, and strangers need not know of ours.
        this.http = vertx.createHttpClient(options.setKeepAlive(false)
                        .setTracingPolicy(TracingPolicy.IGNORE)
                        .setMaxPoolSize(config.maxDeliveries())
                        .setVerifyHost(true))
                .connectionHandler(connection -> connection.exceptionHandler(
                        broken -> LOG.debugf("A connection to a webhook broke: %s", broken.getMessage())));
    }

    /** Posts a body; never fails. */
    Uni<Outcome> post(String url, Map<String, String> headers, String body) {
        Target target;
        try {
            target = policy.parse(url);
        } catch (FaultException refused) {
            return Uni.createFrom().item(Outcome.failed(Error.FORBIDDEN_URL));
        }
        long deadline = System.nanoTime() + timeout.toNanos();
        if (target.trusted()) {
            return send(target, null, headers, body, deadline);
        }
        return names.addresses(target.name())
                .map(found -> found.stream().allMatch(allowed)
                        ? new Resolved(found.getFirst(), null)
                        : new Resolved(null, Error.FORBIDDEN_ADDRESS))
                .onFailure()
                .recoverWithItem(cause ->
                        new Resolved(null, cause instanceof NameService.Busy ? Error.BUSY : Error.NAME_NOT_RESOLVED))
                .chain(resolved -> resolved.error == null
                        ? send(target, resolved.address, headers, body, deadline)
                        : Uni.createFrom().item(Outcome.failed(resolved.error)));
    }

    private record Resolved(
            @Nullable InetAddress address, @Nullable Error error) {}

    private Uni<Outcome> send(
            Target target, @Nullable InetAddress address, Map<String, String> headers, String body, long deadline) {
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setHost(target.name())
                .setPort(target.port())
                .setSsl(target.tls())
                .setURI(target.uri())
                .setFollowRedirects(false);
        headers.forEach(options::putHeader);
        if (address != null) {
            options.setServer(SocketAddress.inetSocketAddress(target.port(), address.getHostAddress()));
        }
        long left = Math.max(1, Duration.ofNanos(deadline - System.nanoTime()).toMillis());
        return Uni.createFrom().emitter(emitter -> new Post(vertx, http, options, body, left).start(emitter));
    }

    @PreDestroy
    void close() {
        http.close();
    }
}
