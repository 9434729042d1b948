package dev.sluice.workspace;

import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.tracing.TracingPolicy;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Speaks HTTP to workspaces: pooled, bounded, redirects never followed, cancellable down to the socket. */
@Singleton
public class WorkspaceClient {
    // Databricks asks partners for <ISV>_<Product>/<version>.
    private static final String USER_AGENT = "Sluice_Gateway/0.1.0";
    // What would speak for the gateway or change the framing, whatever a workspace asks to send to an object store.
    private static final Set<String> NOT_FOR_LINKS = Set.of(
            "accept-encoding",
            "authorization",
            "connection",
            "content-length",
            "cookie",
            "expect",
            "host",
            "proxy-authorization",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    private final Vertx vertx;
    private final ConnectionPool workspaces;
    // Apart, so that slow readers of results never keep a call from its workspace.
    private final ConnectionPool links;
    private final HostPolicy hosts;
    private final WorkspaceConfig config;

    public WorkspaceClient(Vertx vertx, HostPolicy hosts, WorkspaceConfig config) {
        this.hosts = hosts;
        this.config = config;
        this.vertx = vertx;
        this.workspaces = new ConnectionPool(vertx, options(config, config.maxConnections()));
        // A link is a secret, and a trace would show it whole.
        this.links = new ConnectionPool(
                vertx, options(config, config.maxTransfers()).setTracingPolicy(TracingPolicy.IGNORE));
    }

    private static HttpClientOptions options(WorkspaceConfig config, int most) {
        return ConnectionPool.options(most, config.maxWaiting(), config.connectTimeout());
    }

    /** Sends one request; see {@link Workspace#send}. */
    public Uni<WorkspaceResponse> send(WorkspaceAccess access, WorkspaceRequest request) {
        if (!hosts.approves(access.host())) {
            return Uni.createFrom().failure(noLongerApproved(access.host()).asException());
        }
        RequestOptions options = target(access.host())
                .setMethod(request.method())
                .setURI(request.path())
                .putHeader("Authorization", access.authorization().headerValue())
                .putHeader("Accept", "application/json");
        if (request.body() != null) {
            options.putHeader("Content-Type", request.contentType());
        }
        return Uni.createFrom()
                .emitter(emitter -> new Exchange(vertx, workspaces, options, access, request, config).start(emitter));
    }

    /** Passes a request on; see {@link Workspace#forward}. The gate may have given it another first-byte time-out. */
    public Uni<ForwardAnswer> forward(WorkspaceAccess access, ForwardRequest forward, WorkspaceRequest request) {
        if (!hosts.approves(access.host())) {
            return Uni.createFrom().failure(noLongerApproved(access.host()).asException());
        }
        RequestOptions options =
                target(access.host()).setMethod(forward.method()).setURI(forward.path());
        forward.headers().forEach(header -> options.addHeader(header.getKey(), header.getValue()));
        String product = forward.headers().get("User-Agent");
        // An answer that is packed could not be seen through.
        options.putHeader("User-Agent", product == null ? USER_AGENT : product + " " + USER_AGENT)
                .putHeader("Accept-Encoding", "identity")
                .putHeader("Authorization", access.authorization().headerValue());
        return Uni.createFrom()
                .emitter(emitter -> new ForwardExchange(vertx, workspaces, options, access, forward, request, config)
                        .start(emitter));
    }

    /**
     * Opens a result at the pre-signed link that a workspace gave. Sends no {@code Authorization}: object stores refuse a
     * second one, and the token is none of their business.
     */
    public Uni<ResultBody> openLink(WorkspaceHost workspace, URI link, Map<String, String> headers) {
        WorkspaceHost target = hosts.approvedTarget(workspace, link);
        if (target == null) {
            return Uni.createFrom()
                    .failure(Fault.of(
                                    FaultCode.RESULT_LINK_REFUSED,
                                    "The workspace keeps results at " + link.getHost() + ", which is not approved.",
                                    "The operator adds the domain to sluice.workspace.link-host-suffixes.")
                            .asException());
        }
        String path = link.getRawPath().isEmpty() ? "/" : link.getRawPath();
        String query = link.getRawQuery() == null ? "" : "?" + link.getRawQuery();
        RequestOptions options = target(target).setURI(path + query);
        headers.forEach((name, value) -> {
            if (!NOT_FOR_LINKS.contains(name.toLowerCase(Locale.ROOT))) {
                options.putHeader(name, value);
            }
        });
        return Uni.createFrom()
                .emitter(emitter -> new LinkOpening(vertx, target, config).start(links, options, emitter));
    }

    private RequestOptions target(WorkspaceHost host) {
        return new RequestOptions()
                .setHost(host.name())
                .setPort(host.port())
                .setSsl(host.tls())
                .setFollowRedirects(false)
                .putHeader("User-Agent", USER_AGENT);
    }

    static Fault noLongerApproved(WorkspaceHost host) {
        return Fault.of(
                FaultCode.INVALID_HOST,
                "The host " + host.name() + " is no longer approved.",
                "The operator lists its domain in sluice.workspace.host-suffixes.");
    }

    @PreDestroy
    void close() {
        workspaces.close();
        links.close();
    }
}
