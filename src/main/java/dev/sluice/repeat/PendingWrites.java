package dev.sluice.repeat;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Writes that the database could not take when they were made, in their order, until it does. */
final class PendingWrites {
    private static final Logger LOG = Logger.getLogger(PendingWrites.class);
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final int MOST = 20_000;

    private final ConcurrentLinkedQueue<Supplier<Uni<Void>>> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicBoolean underWay = new AtomicBoolean();

    /** Writes now or, where that fails, later. Never fails, and keeps its caller for a second at most. */
    Uni<Void> write(Supplier<Uni<Void>> write) {
        return attempt(write)
                .onFailure()
                .invoke(away -> keep(write))
                .onFailure()
                .recoverWithNull();
    }

    private void keep(Supplier<Uni<Void>> write) {
        if (count.incrementAndGet() > MOST) {
            count.decrementAndGet();
            LOG.warn("A call record was given up: the database has been away for too many of them.");
        } else {
            waiting.add(write);
        }
    }

    /** Tries what waits, one after the other, until one fails. */
    void flush() {
        if (underWay.compareAndSet(false, true)) {
            next().subscribe().with(done -> underWay.set(false), away -> underWay.set(false));
        }
    }

    private Uni<Void> next() {
        @Nullable Supplier<Uni<Void>> first = waiting.peek();
        return first == null
                ? Uni.createFrom().voidItem()
                : attempt(first)
                        .invoke(() -> {
                            waiting.poll();
                            count.decrementAndGet();
                        })
                        .flatMap(written -> next());
    }

    private static Uni<Void> attempt(Supplier<Uni<Void>> write) {
        return Uni.createFrom().deferred(write::get).ifNoItem().after(PATIENCE).fail();
    }
}
