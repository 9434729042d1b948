package dev.sluice.call.run;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.function.Supplier;

/** Works on answers that take longer than an event loop may be kept: on a worker thread, and back to the caller's loop. */
final class LargeAnswers {
    private static final int LARGE = 256 * 1024;

    private LargeAnswers() {}

    /** Works on a body: at once if it is small. */
    static <T> Uni<T> of(Buffer body, Supplier<T> work) {
        return body.length() <= LARGE ? Uni.createFrom().item(work) : work(work);
    }

    static <T> Uni<T> work(Supplier<T> work) {
        Context caller = Vertx.currentContext();
        return caller == null
                ? Uni.createFrom().item(work)
                : Uni.createFrom()
                        .completionStage(
                                () -> caller.executeBlocking(work::get, false).toCompletionStage());
    }
}
