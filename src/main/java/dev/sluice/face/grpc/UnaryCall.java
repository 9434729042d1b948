package dev.sluice.face.grpc;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.sluice.caller.Caller;
import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;
import dev.sluice.fault.FaultException;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.Locale;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One call on one HTTP/2 stream, from its bytes to its status. Answers once, or not at all if the caller has reset the
 * stream: whatever comes late is dropped here, so that it cannot disturb the calls beside it on the connection. Lives on
 * one event loop.
 */
final class UnaryCall {
    private static final Logger LOG = Logger.getLogger(UnaryCall.class);
    private static final String DEADLINE_EXCEEDED = "4";
    private static final long NO_TIMER = -1;
    // Nobody who means it takes longer for one message.
    private static final long BODY_PATIENCE_MILLIS = 60_000;

    private final Vertx vertx;
    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final UnaryMethod method;
    private final String executionId;
    private final MessageReader message = new MessageReader();
    private @Nullable Cancellable running;
    private long deadline = NO_TIMER;
    private long bodyTimer = NO_TIMER;
    private boolean arrived;
    private boolean over;

    UnaryCall(Vertx vertx, HttpServerRequest request, UnaryMethod method, String executionId) {
        this.vertx = vertx;
        this.request = request;
        this.response = request.response();
        this.method = method;
        this.executionId = executionId;
    }

    /** Reads the message once it is known who calls: nothing is read, inflated or parsed for nobody. */
    void start(KnownCaller callers) {
        @Nullable Duration patience = GrpcTimeout.read(request.getHeader("grpc-timeout"));
        if (patience != null) {
            deadline = vertx.setTimer(Math.max(1, patience.toMillis()), late -> outlast());
        }
        response.exceptionHandler(broken -> left());
        response.closeHandler(closed -> left());
        request.exceptionHandler(reset -> left());
        request.pause();
        running = callers.of(request.headers().getAll("authorization"))
                .subscribe()
                .with(this::read, this::fail);
    }

    private void read(Caller caller) {
        if (over) {
            return;
        }
        request.handler(this::received);
        UnaryContext context = new UnaryContext(executionId, caller, request.getHeader("idempotency-key"), this::tell);
        request.endHandler(end -> run(context));
        request.resume();
        // Most messages arrive with their headers, in this turn of the event loop, and need no timer.
        vertx.getOrCreateContext().runOnContext(next -> awaitMessage());
    }

    private void awaitMessage() {
        if (!over && !arrived) {
            bodyTimer = vertx.setTimer(
                    BODY_PATIENCE_MILLIS,
                    late -> giveUp(Fault.of(
                            FaultCode.INVALID_REQUEST, "The message did not arrive in time.", "Send it at once.")));
        }
    }

    private void tell(String header, String value) {
        if (!over) {
            response.putHeader(header.toLowerCase(Locale.ROOT), value);
        }
    }

    private void received(Buffer part) {
        if (!over) {
            try {
                message.add(part);
            } catch (FaultException tooLarge) {
                fail(tooLarge);
            }
        }
    }

    private void run(UnaryContext context) {
        if (over) {
            return;
        }
        arrived = true;
        cancel(bodyTimer);
        try {
            byte[] bytes = message.message(request.getHeader("grpc-encoding"));
            running = method.call(bytes, context).subscribe().with(this::answer, this::fail);
        } catch (InvalidProtocolBufferException malformed) {
            fail(MessageReader.malformed());
        } catch (RuntimeException refused) {
            fail(refused);
        }
    }

    private void answer(byte[] bytes) {
        if (finish()) {
            Buffer frame = Buffer.buffer(5 + bytes.length)
                    .appendByte((byte) 0)
                    .appendInt(bytes.length)
                    .appendBytes(bytes);
            response.putHeader("content-type", "application/grpc");
            response.putTrailer("grpc-status", "0");
            response.end(frame);
        }
    }

    private void fail(Throwable cause) {
        if (finish()) {
            write(faultOf(cause));
        }
    }

    // The caller's own clock says the same, without details: the workspace is not to blame, so this is no tool error.
    private void outlast() {
        @Nullable Cancellable work = running;
        if (finish()) {
            if (work != null) {
                work.cancel();
            }
            response.putHeader("content-type", "application/grpc")
                    .putHeader("grpc-status", DEADLINE_EXCEEDED)
                    .putHeader("grpc-message", "The call took longer than the caller's deadline.")
                    .end();
        }
    }

    private void giveUp(Fault fault) {
        @Nullable Cancellable work = running;
        if (finish()) {
            if (work != null) {
                work.cancel();
            }
            write(fault);
        }
    }

    // A status without a message: all of it in the headers, which end the stream.
    private void write(Fault fault) {
        GrpcStatus status = GrpcStatus.of(fault, executionId, request.getHeader("x-sdk-version"));
        response.putHeader("content-type", "application/grpc")
                .putHeader("grpc-status", Integer.toString(status.code()))
                .putHeader("grpc-message", status.encodedMessage())
                .putHeader("grpc-status-details-bin", status.encodedDetails())
                .end();
    }

    private void left() {
        @Nullable Cancellable work = running;
        if (finish() && work != null) {
            work.cancel();
        }
    }

    private boolean finish() {
        if (over) {
            return false;
        }
        over = true;
        cancel(deadline);
        cancel(bodyTimer);
        return true;
    }

    private void cancel(long timer) {
        if (timer != NO_TIMER) {
            vertx.cancelTimer(timer);
        }
    }

    private Fault faultOf(Throwable cause) {
        if (cause instanceof FaultException told) {
            return told.fault();
        }
        LOG.errorf(cause, "Call %s failed inside the gateway", executionId);
        return Fault.of(FaultCode.INTERNAL, "The gateway failed.", "Report this with its execution id.");
    }
}
