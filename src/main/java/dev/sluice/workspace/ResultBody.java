package dev.sluice.workspace;

import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;
import dev.sluice.loop.CallerLoop;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The body of a result behind a link: opened, paused, and read at the pace of whoever reads. While it is paused the
 * object store is held back by TCP, so an opened body costs a socket buffer and not its size. Lives on the event loop
 * that opened it.
 */
public final class ResultBody {
    private final Vertx vertx;
    private final HttpClientResponse response;
    private final WorkspaceHost store;
    private final Duration idle;
    private Consumer<Throwable> onFailure = cause -> {};
    private @Nullable Throwable failure;
    private boolean reading;
    private boolean paused;
    private boolean anyByte;
    private boolean over;

    ResultBody(Vertx vertx, HttpClientResponse response, WorkspaceHost store, Duration idle) {
        this.vertx = vertx;
        this.response = response.pause();
        this.store = store;
        this.idle = idle;
        response.exceptionHandler(CallerLoop.handling(this::fail));
    }

    public int status() {
        return response.statusCode();
    }

    /** Starts the flow. Exactly one of {@code end} and {@code failure} follows the last {@code data}. */
    public void read(Consumer<Buffer> data, Runnable end, Consumer<Throwable> failure) {
        if (this.failure != null) {
            failure.accept(this.failure);
            return;
        }
        onFailure = failure;
        reading = true;
        response.endHandler(done -> {
            if (!over) {
                over = true;
                end.run();
            }
        });
        response.handler(part -> {
            anyByte = true;
            if (!over) {
                data.accept(part);
            }
        });
        watch();
        response.resume();
    }

    public void pause() {
        paused = true;
        response.pause();
    }

    public void resume() {
        paused = false;
        anyByte = true;
        response.resume();
    }

    /** Gives the body up: what has not been read is not transferred. */
    public void cancel() {
        over = true;
        response.request().reset();
    }

    // A paused body may rest as long as its reader likes; a flowing one that brings nothing is broken.
    private void watch() {
        vertx.setTimer(idle.toMillis(), timer -> {
            if (over) {
                return;
            }
            if (!paused && !anyByte) {
                fail(Fault.of(FaultCode.WORKSPACE_TIMEOUT, "The result's transfer stands still.")
                        .asException());
                response.request().reset();
                return;
            }
            anyByte = false;
            watch();
        });
    }

    private void fail(Throwable cause) {
        if (over) {
            return;
        }
        over = true;
        failure = TransportFaults.of(cause, store, false);
        if (reading) {
            onFailure.accept(failure);
        }
    }
}
