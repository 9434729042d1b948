package dev.sluice.workspace;

import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Sends a body while it comes: what the workspace does not take yet is not read from the caller. It never ends a body
 * that is not whole. Lives on one event loop.
 */
final class Upload {
    private final Vertx vertx;
    private final HttpClientRequest request;
    private final ForwardBody.Flowing body;
    private final ForwardLimits limits;
    private final StallWatch watch;
    private Runnable done = () -> {};
    private Consumer<Throwable> failed = cause -> {};
    private long timer;
    private long bytes;
    private boolean full;
    private boolean over;

    Upload(Vertx vertx, HttpClientRequest request, ForwardBody.Flowing body, ForwardLimits limits) {
        this.vertx = vertx;
        this.request = request;
        this.body = body;
        this.limits = limits;
        this.watch = new StallWatch(vertx, limits.idle());
    }

    /** @param failed why the body could not be sent whole; the request is to be reset */
    void start(Runnable done, Consumer<Throwable> failed) {
        this.done = done;
        this.failed = failed;
        if (body.length() >= 0) {
            request.putHeader("Content-Length", Long.toString(body.length()));
        } else {
            request.setChunked(true);
        }
        body.rest().exceptionHandler(left -> fail(callerLeft()));
        body.rest().handler(this::pass);
        body.rest().endHandler(end -> ended());
        // The caller's own time: a slow one tells nothing of the workspace.
        timer = vertx.setTimer(limits.total().toMillis(), late -> fail(full ? new TimeoutException() : tooSlow()));
        watch.start(() -> fail(full ? new TimeoutException() : tooSlow()));
        pass(body.begun());
        if (!over && !full) {
            body.rest().resume();
        }
    }

    private void pass(Buffer part) {
        if (over) {
            return;
        }
        bytes += part.length();
        if (bytes > limits.requestBytes()) {
            fail(tooLarge(limits.requestBytes()).asException());
        } else if (body.length() >= 0 && bytes > body.length()) {
            fail(notAsLong());
        } else {
            watch.heard();
            request.write(part);
            if (request.writeQueueFull()) {
                full = true;
                body.rest().pause();
                request.drainHandler(drained -> drained());
            }
        }
    }

    private void drained() {
        if (!over) {
            full = false;
            watch.heard();
            body.rest().resume();
        }
    }

    private void ended() {
        if (over) {
            return;
        }
        if (body.length() >= 0 && bytes != body.length()) {
            fail(notAsLong());
            return;
        }
        stop();
        request.end();
        done.run();
    }

    /** Sends no more; what still comes is not read. */
    void stop() {
        over = true;
        watch.stop();
        vertx.cancelTimer(timer);
    }

    private void fail(Throwable cause) {
        if (!over) {
            stop();
            body.rest().pause();
            failed.accept(cause);
        }
    }

    static Fault tooLarge(long most) {
        return Fault.of(
                FaultCode.PAYLOAD_TOO_LARGE,
                "The body is larger than " + most + " bytes.",
                "Send less; the operator sets sluice.proxy.max-request-bytes.");
    }

    private static Throwable callerLeft() {
        return Fault.of(FaultCode.CLIENT_CANCELLED, "The caller went away before its body had ended.")
                .asException();
    }

    private static Throwable notAsLong() {
        return Fault.of(
                        FaultCode.INVALID_REQUEST,
                        "The body is not as long as its Content-Length.",
                        "Send as many bytes as the request announces.")
                .asException();
    }

    private static Throwable tooSlow() {
        return Fault.of(FaultCode.INVALID_REQUEST, "The body came too slowly.", "Send it without pauses, or in parts.")
                .asException();
    }
}
