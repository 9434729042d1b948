package dev.sluice.call.run;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.function.Supplier;

/** Works on answers that take longer than an event loop may be kept: on a worker thread, and back to the caller's loop. */
final class LargeAnswers {
    private LargeAnswers() {}

    static Uni<Buffer> work(Supplier<Buffer> work) {
        Context caller = Vertx.currentContext();
        return caller == null
                ? Uni.createFrom().item(work)
                : Uni.createFrom()
                        .completionStage(
                                () -> caller.executeBlocking(work::get, false).toCompletionStage());
    }
}
