package dev.sluice.face.proxy;

import dev.sluice.call.forward.ForwardCall;
import dev.sluice.call.forward.ForwardedAnswer;
import dev.sluice.fault.Fault;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import org.jspecify.annotations.Nullable;

/**
 * One request that is passed on, and its answer, at the pace at which the caller reads. An answer that was cut ends with
 * its connection or its stream, so that it never looks whole. Lives on one event loop.
 */
final class ProxyExchange {
    private static final int QUEUE_BYTES = 256 * 1024;
    // HTTP/2's INTERNAL_ERROR; over HTTP/1.1 the connection is closed.
    private static final long CUT = 2;

    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final String executionId;
    private final Leftover leftover;
    private @Nullable Cancellable running;
    private @Nullable ForwardedAnswer answer;
    private boolean over;

    ProxyExchange(HttpServerRequest request, String executionId, LastRequests lastRequests) {
        this.request = request.pause();
        this.response = request.response().setWriteQueueMaxSize(QUEUE_BYTES);
        this.executionId = executionId;
        this.leftover = new Leftover(request, lastRequests);
    }

    ForwardCall.Body body() {
        return new ForwardCall.Body(request, Framing.length(request), () -> {
            if (Framing.waitsToBeAsked(request)) {
                response.writeContinue();
                leftover.asked();
            }
        });
    }

    /** Takes a header of the answer, whichever it is. */
    void tell(String header, String value) {
        response.putHeader(header, value);
    }

    void start(Uni<ForwardedAnswer> forwarded) {
        request.exceptionHandler(broken -> left());
        response.exceptionHandler(broken -> left());
        response.closeHandler(closed -> left());
        running = forwarded.subscribe().with(this::answer, this::refuse);
    }

    private void answer(ForwardedAnswer came) {
        if (over) {
            came.cancel();
            return;
        }
        answer = came;
        response.setStatusCode(came.status()).putHeader("Sluice-Execution-Id", executionId);
        came.headers().forEach(header -> response.headers().add(header.getKey(), header.getValue()));
        boolean bodiless = request.method().equals(HttpMethod.HEAD) || came.status() == 204 || came.status() == 304;
        if (!bodiless && !came.headers().contains("Content-Length")) {
            response.setChunked(true);
        }
        leftover.beforeAnswer();
        came.read(this::write, this::end, this::cut);
    }

    private void write(Buffer part) {
        ForwardedAnswer read = answer;
        if (over || read == null) {
            return;
        }
        response.write(part);
        if (response.writeQueueFull()) {
            read.pause();
            response.drainHandler(drained -> read.resume());
        }
    }

    private void end() {
        if (!over) {
            over = true;
            leftover.beforeEnd();
            response.end().onComplete(ended -> leftover.afterAnswer());
        }
    }

    private void cut(Throwable cause) {
        if (over) {
            return;
        }
        if (response.headWritten()) {
            over = true;
            response.reset(CUT);
        } else {
            response.headers().clear();
            response.setChunked(false);
            refuse(cause);
        }
    }

    /** Answers with what was wrong. */
    void refuse(Throwable cause) {
        if (over) {
            return;
        }
        over = true;
        Fault fault = ProxyProblem.faultOf(cause, executionId);
        leftover.beforeRefusal();
        ProxyProblem.write(request, fault, executionId).onComplete(ended -> leftover.afterAnswer());
    }

    private void left() {
        if (over) {
            return;
        }
        over = true;
        if (answer != null) {
            answer.cancel();
        } else if (running != null) {
            running.cancel();
        }
    }
}
