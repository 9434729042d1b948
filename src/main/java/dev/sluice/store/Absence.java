package dev.sluice.store;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** That the database did not answer a moment ago, so that calls do not wait for it one after the other. */
final class Absence {
    private static final Duration ASK_EVERY = Duration.ofSeconds(1);
    private static final long NONE = Long.MIN_VALUE;

    private final Ticker ticker;
    private final AtomicLong askNextAt = new AtomicLong(NONE);

    Absence(Ticker ticker) {
        this.ticker = ticker;
    }

    void begin() {
        askNextAt.set(ticker.read() + ASK_EVERY.toNanos());
    }

    void end() {
        if (lasts()) {
            askNextAt.set(NONE);
        }
    }

    boolean lasts() {
        return askNextAt.get() != NONE;
    }

    /** Whether to find out now if it still lasts: once in a while, by one call. */
    boolean mayAsk() {
        long due = askNextAt.get();
        long now = ticker.read();
        return due != NONE && now - due >= 0 && askNextAt.compareAndSet(due, now + ASK_EVERY.toNanos());
    }
}
