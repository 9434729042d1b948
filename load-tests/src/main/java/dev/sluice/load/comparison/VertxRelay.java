package dev.sluice.load.comparison;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;

/**
 * The bare minimum on the gateway's own foundation: a Vert.x server and client on one event loop, native transport,
 * reads of 64 KiB, the token injected, the body piped. It knows no callers and no accounts and does not look at the
 * bytes.
 */
public final class VertxRelay {
    private static final int READ_BYTES = 64 * 1024;
    private static final int CONNECTIONS = 64;

    private final HttpClient client;
    private final int workspacePort;
    private final String authorization;

    private VertxRelay(HttpClient client, int workspacePort, String authorization) {
        this.client = client;
        this.workspacePort = workspacePort;
        this.authorization = authorization;
    }

    /** Arguments: the port to listen on, the workspace's port. The token's header is in the environment. */
    public static void main(String[] arguments) {
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setPreferNativeTransport(true));
        HttpClient client = vertx.createHttpClient(
                new HttpClientOptions().setMaxPoolSize(CONNECTIONS).setMaxChunkSize(READ_BYTES));
        VertxRelay relay =
                new VertxRelay(client, Integer.parseInt(arguments[1]), System.getenv("WORKSPACE_AUTHORIZATION"));
        vertx.createHttpServer()
                .requestHandler(relay::relay)
                .listen(Integer.parseInt(arguments[0]), "127.0.0.1")
                .onFailure(cause -> System.exit(1));
    }

    private void relay(HttpServerRequest request) {
        client.request(HttpMethod.GET, workspacePort, "127.0.0.1", request.uri())
                .compose(upstream -> upstream.putHeader("Authorization", authorization).send())
                .onSuccess(answer -> pipe(answer, request))
                .onFailure(cause -> request.response().setStatusCode(502).end());
    }

    private static void pipe(HttpClientResponse answer, HttpServerRequest request) {
        request.response().setStatusCode(answer.statusCode());
        request.response().putHeader("Content-Type", answer.getHeader("Content-Type"));
        request.response().putHeader("Content-Length", answer.getHeader("Content-Length"));
        answer.pipeTo(request.response());
    }
}
