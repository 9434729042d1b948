package dev.sluice.testing;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** An event loop on which a test does what a caller's request would do. */
public final class EventLoop {
    private final Context context;

    private EventLoop(Context context) {
        this.context = context;
    }

    public static EventLoop of(Vertx vertx) {
        return new EventLoop(vertx.getOrCreateContext());
    }

    /** Runs something on the loop and waits until it has run. */
    public <T> T call(Supplier<T> work) {
        return await(() -> Uni.createFrom().item(work));
    }

    public void run(Runnable work) {
        call(() -> {
            work.run();
            return true;
        });
    }

    /** Subscribes on the loop and waits for the item, or throws the failure. */
    public <T> T await(Supplier<Uni<T>> work) {
        try {
            return start(work).get(20, TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException told) {
                throw told;
            }
            throw new AssertionError(failed.getCause());
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError("no answer within 20 s", e);
        }
    }

    /** Subscribes on the loop. */
    public <T> CompletableFuture<T> start(Supplier<Uni<T>> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        context.runOnContext(ignored -> {
            try {
                work.get().subscribe().with(result::complete, result::completeExceptionally);
            } catch (RuntimeException thrown) {
                result.completeExceptionally(thrown);
            }
        });
        return result;
    }
}
