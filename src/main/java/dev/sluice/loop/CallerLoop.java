package dev.sluice.loop;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import org.jspecify.annotations.Nullable;

/** The event loop of whoever calls: shared work, time-outs and breaks end on other threads, a call goes on on its own. */
public final class CallerLoop {
    private CallerLoop() {}

    /** The same answer, given on the Vert.x context that this is called on; off one, wherever it comes. */
    public static <T> Uni<T> bring(Uni<T> answer) {
        @Nullable Context caller = Vertx.currentContext();
        return caller == null ? answer : answer.emitOn(task -> caller.runOnContext(ignored -> task.run()));
    }

    /**
     * The same handler, run on the Vert.x context that this is called on. Vert.x tells that a connection broke on the
     * connection's own event loop, while its requests may belong to others.
     */
    public static <T> Handler<T> handling(Handler<T> handler) {
        @Nullable Context caller = Vertx.currentContext();
        return caller == null ? handler : event -> caller.runOnContext(ignored -> handler.handle(event));
    }
}
