package dev.sluice.workspace;

import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The body of a result behind a link: opened, paused, and read at the pace of whoever reads. While it is paused the
 * object store is held back by TCP, so an opened body costs a socket buffer and not its size. Lives on the event loop
 * that opened it.
 */
public final class ResultBody {
    private final HttpClientResponse response;
    private final WorkspaceHost workspace;
    private boolean ended;

    private ResultBody(HttpClientResponse response, WorkspaceHost workspace) {
        this.response = response;
        this.workspace = workspace;
    }

    static void open(
            HttpClient http, RequestOptions options, WorkspaceHost workspace, UniEmitter<? super ResultBody> emitter) {
        Opening opening = new Opening();
        emitter.onTermination(opening::cancel);
        http.request(options)
                .compose(opening::send)
                .onSuccess(response -> {
                    response.pause();
                    emitter.complete(new ResultBody(response, workspace));
                })
                .onFailure(cause -> emitter.fail(TransportFaults.of(cause, workspace, false)));
    }

    public int status() {
        return response.statusCode();
    }

    /** Starts the flow. Exactly one of {@code end} and {@code failure} follows the last {@code data}. */
    public void read(Consumer<Buffer> data, Runnable end, Consumer<Throwable> failure) {
        response.exceptionHandler(cause -> {
            if (!ended) {
                ended = true;
                failure.accept(TransportFaults.of(cause, workspace, false));
            }
        });
        response.endHandler(done -> {
            if (!ended) {
                ended = true;
                end.run();
            }
        });
        response.handler(data::accept);
        response.resume();
    }

    public void pause() {
        response.pause();
    }

    public void resume() {
        response.resume();
    }

    /** Gives the body up: what has not been read is not transferred. */
    public void cancel() {
        if (!ended) {
            ended = true;
            response.request().reset();
        }
    }

    /** The request between asking for a connection and its headers' arrival. */
    private static final class Opening {
        private @Nullable HttpClientRequest request;
        private boolean cancelled;
        private boolean answered;

        Future<HttpClientResponse> send(HttpClientRequest opened) {
            if (cancelled) {
                opened.reset();
                return Future.failedFuture("cancelled");
            }
            request = opened;
            return opened.send().onComplete(done -> answered = true);
        }

        void cancel() {
            cancelled = true;
            if (request != null && !answered) {
                request.reset();
            }
        }
    }
}
