package dev.sluice.call.forward;

import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;
import dev.sluice.workspace.ForwardBody;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.time.Duration;

/**
 * Reads a body as far as it is small, before anything is taken for the call: most are whole then, keep nobody waiting and
 * can be sent again. Lives on one event loop.
 */
final class ReadAhead {
    private static final int MOST = 64 * 1024;

    private final Vertx vertx;
    private final ForwardCall.Body body;
    private final ReadStream<Buffer> bytes;
    private final Duration longest;
    private final Buffer begun = Buffer.buffer();
    private long timer;
    private boolean over;

    private ReadAhead(Vertx vertx, ForwardCall.Body body, Duration longest) {
        this.vertx = vertx;
        this.body = body;
        this.bytes = body.bytes();
        this.longest = longest;
    }

    /** @param longest time for what is read ahead */
    static Uni<ForwardBody> of(Vertx vertx, ForwardCall.Body body, Duration longest) {
        return Uni.createFrom().emitter(emitter -> new ReadAhead(vertx, body, longest).start(emitter));
    }

    private void start(UniEmitter<? super ForwardBody> emitter) {
        emitter.onTermination(this::end);
        timer = vertx.setTimer(
                longest.toMillis(),
                late -> emitter.fail(Fault.of(
                                FaultCode.INVALID_REQUEST,
                                "The body did not arrive in time.",
                                "Send it without pauses.")
                        .asException()));
        bytes.exceptionHandler(left -> emitter.fail(
                Fault.of(FaultCode.CLIENT_CANCELLED, "The caller went away.").asException()));
        bytes.handler(part -> {
            if (!over) {
                begun.appendBuffer(part);
                if (begun.length() >= MOST) {
                    bytes.pause();
                    emitter.complete(new ForwardBody.Flowing(begun, bytes, body.length()));
                }
            }
        });
        bytes.endHandler(ended -> emitter.complete(new ForwardBody.Whole(begun.length() == 0 ? null : begun)));
        body.wanted().run();
        bytes.resume();
    }

    private void end() {
        over = true;
        vertx.cancelTimer(timer);
    }
}
