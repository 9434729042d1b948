package dev.sluice.store;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/**
 * Whether the database answers. One that hangs would keep each query, and a connection for it, until patience ends:
 * while it does, one query at a time finds out whether it is back, and all others fail at once.
 */
@Singleton
final class Reachability {
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final LongSupplier nanoTime;
    private final AtomicBoolean asking = new AtomicBoolean();
    private volatile boolean silent;
    private volatile long askAgainAt;
    private volatile long answeredAt;

    Reachability() {
        this(System::nanoTime);
    }

    Reachability(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.answeredAt = nanoTime.getAsLong();
    }

    /** The time to give to {@link #unanswered(long)}. */
    long now() {
        return nanoTime.getAsLong();
    }

    /** Whether a query may be sent; whoever gets leave tells what came of it. */
    boolean mayAsk() {
        return !silent || nanoTime.getAsLong() - askAgainAt >= 0 && asking.compareAndSet(false, true);
    }

    /** It gave an answer, of whatever kind. */
    void answered() {
        answeredAt = nanoTime.getAsLong();
        ended();
    }

    /** A query came to an end that says nothing of how long the others may take, such as a connection refused. */
    void ended() {
        if (silent) {
            silent = false;
            asking.set(false);
        }
    }

    /** Whoever asked went away before it answered. */
    void gaveUp() {
        if (silent) {
            unanswered();
        }
    }

    /** It gave none within patience to what was asked then: it hangs, unless it has answered others, and is but busy. */
    void unanswered(long askedAt) {
        if (answeredAt - askedAt > 0) {
            gaveUp();
        } else {
            unanswered();
        }
    }

    /** It hangs. */
    void unanswered() {
        askAgainAt = nanoTime.getAsLong() + PAUSE.toNanos();
        silent = true;
        asking.set(false);
    }
}
