package dev.sluice.guard.request;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Closed for as long as a workspace has asked to be left alone; one for all guards of a workspace. */
public final class Tap {
    private final LongSupplier nanos;
    private final AtomicLong closedUntil;

    public Tap(LongSupplier nanos) {
        this.nanos = nanos;
        this.closedUntil = new AtomicLong(nanos.getAsLong());
    }

    /** Closes it for so long from now on, or longer if it is closed for longer. */
    void close(Duration time) {
        long until = nanos.getAsLong() + time.toNanos();
        closedUntil.accumulateAndGet(until, (held, asked) -> asked - held > 0 ? asked : held);
    }

    /** How long it stays closed; zero if it is open. */
    public Duration left() {
        long left = closedUntil.get() - nanos.getAsLong();
        return left <= 0 ? Duration.ZERO : Duration.ofNanos(left);
    }
}
