package dev.sluice.workspace;

import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The way from a link to its body, from asking for a connection to the headers' arrival. Lives on one event loop. */
final class LinkOpening {
    private final Vertx vertx;
    private final WorkspaceHost store;
    private final WorkspaceConfig config;
    private @Nullable HttpClientRequest request;
    private boolean over;

    LinkOpening(Vertx vertx, WorkspaceHost store, WorkspaceConfig config) {
        this.vertx = vertx;
        this.store = store;
        this.config = config;
    }

    void start(ConnectionPool links, RequestOptions options, UniEmitter<? super ResultBody> emitter) {
        Duration patience = config.firstByteTimeout();
        long timer = vertx.setTimer(patience.toMillis(), late -> {
            if (!over) {
                // First, since giving up fails the request too.
                emitter.fail(TransportFaults.of(new TimeoutException(), store, false));
            }
        });
        emitter.onTermination(() -> {
            vertx.cancelTimer(timer);
            giveUp();
        });
        links.open(options)
                .map(ConnectionPool.Opened::request)
                .recover(cause -> Future.failedFuture(TransportFaults.ofOpening(cause, store)))
                .compose(this::send)
                .onSuccess(response -> opened(response, emitter))
                .onFailure(cause -> emitter.fail(TransportFaults.of(cause, store, false)));
    }

    private Future<HttpClientResponse> send(HttpClientRequest opened) {
        if (over) {
            opened.exceptionHandler(reset -> {}).reset();
            return Future.failedFuture(new TimeoutException());
        }
        request = opened;
        return opened.send();
    }

    private void opened(HttpClientResponse response, UniEmitter<? super ResultBody> emitter) {
        if (over) {
            response.request().reset();
            return;
        }
        over = true;
        emitter.complete(new ResultBody(vertx, response, store, config.transferIdleTimeout()));
    }

    private void giveUp() {
        if (!over) {
            over = true;
            if (request != null) {
                request.reset();
            }
        }
    }
}
