package dev.sluice.guard.request;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Bounds retries to a share of the requests and a small reserve, so that a workspace that fails meets little more than
 * the load that made it fail.
 */
final class RetryBudget {
    private static final long RETRY = 1_000;
    private static final long RESERVE = 10 * RETRY;

    private final long share;
    private final AtomicLong left = new AtomicLong(RESERVE);

    /** @param ratio how many retries a request earns */
    RetryBudget(double ratio) {
        this.share = Math.round(ratio * RETRY);
    }

    /** A request is sent for the first time. */
    void earn() {
        // Full as a rule: then nothing is written.
        if (left.get() < RESERVE) {
            left.accumulateAndGet(share, (held, more) -> Math.min(RESERVE, held + more));
        }
    }

    /** Takes a retry, if one is left. */
    boolean take() {
        return left.getAndUpdate(held -> held < RETRY ? held : held - RETRY) >= RETRY;
    }
}
