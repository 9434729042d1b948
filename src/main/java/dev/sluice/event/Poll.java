package dev.sluice.event;

import dev.sluice.event.EventPulse.Wait;
import dev.sluice.loop.CallerLoop;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/** One reader who waits for an event: reads, waits to be woken and reads on, in rounds that come one after the other. */
final class Poll {
    /** From one round's start to the next one's, so that a busy environment wakes nobody more often. */
    private static final Duration ROUND = Duration.ofMillis(200);

    private final Function<Position, Uni<EventPage>> pages;
    private final Supplier<Wait> waits;
    private final long deadline;
    private volatile Position after;
    private volatile boolean over;

    Poll(Function<Position, Uni<EventPage>> pages, Supplier<Wait> waits, Position after, Duration patience) {
        this.pages = pages;
        this.waits = waits;
        this.after = after;
        this.deadline = System.nanoTime() + patience.toNanos();
    }

    /** The first page that has events, or an empty one when the time is over. */
    Uni<EventPage> run() {
        return Uni.createFrom()
                .deferred(this::round)
                .repeat()
                .whilst(page -> !over)
                .collect()
                .last();
    }

    private Uni<EventPage> round() {
        long start = System.nanoTime();
        // Before it is read, lest something come in between.
        Wait wait = waits.get();
        return pages.apply(after)
                .call(page -> {
                    after = Position.parse(page.next());
                    Duration left = wholeMillis(deadline - System.nanoTime());
                    over = !page.events().isEmpty() || !left.isPositive();
                    return over ? Uni.createFrom().voidItem() : wait.woken(left).invoke(woken -> over = !woken);
                })
                .onTermination()
                .invoke(wait::leave)
                .call(() -> over ? Uni.createFrom().voidItem() : restSince(start));
    }

    private static Uni<Void> restSince(long start) {
        Duration rest = wholeMillis(ROUND.toNanos() - (System.nanoTime() - start));
        return rest.isPositive()
                ? CallerLoop.bring(
                        Uni.createFrom().voidItem().onItem().delayIt().by(rest))
                : Uni.createFrom().voidItem();
    }

    // Timers take no less than a millisecond.
    private static Duration wholeMillis(long nanos) {
        return Duration.ofMillis(TimeUnit.NANOSECONDS.toMillis(nanos));
    }
}
