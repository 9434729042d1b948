package dev.sluice.workspace;

import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.RequestOptions;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/** Speaks HTTP to workspaces: pooled, bounded, redirects never followed, cancellable down to the socket. */
@ApplicationScoped
public class WorkspaceClient {
    // Databricks asks partners for <ISV>_<Product>/<version>.
    private static final String USER_AGENT = "Sluice_Gateway/0.1.0";
    private static final int READ_BYTES = 64 * 1024;
    // Shorter than servers keep idle connections, so that we close first.
    private static final int KEEP_ALIVE_SECONDS = 30;

    private final Vertx vertx;
    private final HttpClient http;
    // Apart, so that slow readers of results never keep a call from its workspace.
    private final HttpClient links;
    private final HostPolicy hosts;
    private final WorkspaceConfig config;

    public WorkspaceClient(Vertx vertx, HostPolicy hosts, WorkspaceConfig config) {
        this.hosts = hosts;
        this.config = config;
        this.vertx = vertx;
        this.http = vertx.createHttpClient(
                options(config).setMaxPoolSize(config.maxConnections()).setMaxWaitQueueSize(config.maxWaiting()));
        this.links = vertx.createHttpClient(
                options(config).setMaxPoolSize(config.maxTransfers()).setMaxWaitQueueSize(config.maxWaiting()));
    }

    private static HttpClientOptions options(WorkspaceConfig config) {
        return new HttpClientOptions()
                .setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
                .setConnectTimeout((int) config.connectTimeout().toMillis())
                .setMaxChunkSize(READ_BYTES)
                .setTcpNoDelay(true)
                .setVerifyHost(true);
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
        Duration timeout = config.firstByteTimeout().plus(request.patience());
        return Uni.createFrom()
                .emitter(
                        emitter -> new Exchange(http, options, access.host(), request, timeout, config.maxAnswerBytes())
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
        String query = link.getRawQuery() == null ? "" : "?" + link.getRawQuery();
        RequestOptions options = target(target).setURI(link.getRawPath() + query);
        headers.forEach(options::putHeader);
        return Uni.createFrom()
                .emitter(emitter -> new LinkOpening(vertx, workspace, config).start(links, options, emitter));
    }

    private RequestOptions target(WorkspaceHost host) {
        return new RequestOptions()
                .setHost(host.name())
                .setPort(host.port())
                .setSsl(host.tls())
                .setFollowRedirects(false)
                .putHeader("User-Agent", USER_AGENT);
    }

    private static Fault noLongerApproved(WorkspaceHost host) {
        return Fault.of(
                FaultCode.INVALID_HOST,
                "The host " + host.name() + " is no longer approved.",
                "The operator lists its domain in sluice.workspace.host-suffixes.");
    }

    @PreDestroy
    void close() {
        http.close();
        links.close();
    }
}
