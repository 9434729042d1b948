package dev.sluice.workspace;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/** Connections that are kept and used again, and which of them have been used before. */
final class ConnectionPool {
    private static final Logger LOG = Logger.getLogger(ConnectionPool.class);
    private static final int READ_BYTES = 64 * 1024;
    // Shorter than servers keep idle connections, so that we close first.
    private static final int KEEP_ALIVE_SECONDS = 30;

    private final HttpClient http;
    // One that breaks under its first request was not closed while it lay idle.
    private final Set<HttpConnection> unused = ConcurrentHashMap.newKeySet();

    ConnectionPool(Vertx vertx, HttpClientOptions options) {
        http = vertx.createHttpClient(options).connectionHandler(connection -> {
            // It is told to the call that uses the connection; Vert.x would log it as an error too.
            connection.exceptionHandler(
                    broken -> LOG.debugf("A connection to a workspace broke: %s", broken.getMessage()));
            unused.add(connection);
            connection.closeHandler(closed -> unused.remove(connection));
        });
    }

    /** Connections of this number and patience. */
    static HttpClientOptions options(int most, int mostWaiting, Duration connectTimeout) {
        return new HttpClientOptions()
                .setMaxPoolSize(most)
                .setMaxWaitQueueSize(mostWaiting)
                .setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
                .setConnectTimeout((int) connectTimeout.toMillis())
                .setMaxChunkSize(READ_BYTES)
                .setTcpNoDelay(true)
                .setVerifyHost(true);
    }

    /**
     * A request on a connection of its own.
     *
     * @param pooled whether the connection lay idle before
     */
    record Opened(HttpClientRequest request, boolean pooled) {
        /** Whether the other side may have closed the connection just as it was used, and so heard nothing. */
        boolean metClosedConnection(Throwable cause) {
            return pooled && (cause instanceof HttpClosedException || cause instanceof IOException);
        }
    }

    Future<Opened> open(RequestOptions options) {
        return request(options).map(request -> new Opened(request, !unused.remove(request.connection())));
    }

    // A client that has been closed throws, where it fails in every other case.
    private Future<HttpClientRequest> request(RequestOptions options) {
        try {
            return http.request(options);
        } catch (IllegalStateException closed) {
            return Future.failedFuture(closed);
        }
    }

    void close() {
        http.close();
    }
}
