package dev.sluice.guard.request;

import dev.sluice.workspace.WorkspaceRequest;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Whether and when one request is tried again. Lives on its caller's event loop. */
final class Retries {
    private static final long NONE_AFTER_NANOS = Duration.ofSeconds(5).toNanos();
    private static final long FIRST_PAUSE_MILLIS = 200;
    private static final long LONGEST_PAUSE_MILLIS = 1_000;
    private static final long LEAST_SPREAD_MILLIS = 100;

    private final RequestGuard guard;
    private final WorkspaceRequest request;
    private final Duration waits;
    private final long startedAt;
    private int tries;
    private long pauseMillis;
    private volatile boolean over;

    /** @param waits for how long it waits where the workspace asks for it */
    Retries(RequestGuard guard, WorkspaceRequest request, Duration waits) {
        this.guard = guard;
        this.request = request;
        this.waits = waits;
        this.startedAt = guard.nanos.getAsLong();
    }

    void trying() {
        if (++tries > 1) {
            guard.meter.retried();
        }
    }

    /** The request has ended: nothing is tried any more. */
    void end() {
        over = true;
    }

    /** Whether to try again after a failure; takes the retry from the budget. Asked once a failure. */
    boolean allow(AttemptFailure failure) {
        Duration asked = failure.asked();
        long elapsed = guard.nanos.getAsLong() - startedAt;
        boolean worthIt = !over
                && tries <= guard.limits.retries()
                && elapsed < NONE_AFTER_NANOS
                && failure.isSafeToRepeat(request)
                && (asked == null || asked.compareTo(waits) <= 0);
        if (!worthIt) {
            return false;
        }
        if (!guard.budget.take()) {
            guard.meter.outOfBudget();
            return false;
        }
        pauseMillis = asked == null ? backOff() : spread(asked);
        return true;
    }

    /** How long to wait before the try that was allowed. */
    long pauseMillis() {
        return pauseMillis;
    }

    // Full jitter: what failed together does not come again together.
    private long backOff() {
        long most = Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << (tries - 1));
        return ThreadLocalRandom.current().nextLong(1, most + 1);
    }

    /** A little longer than that: those who waited for the same moment do not come in the same moment. */
    static long spread(Duration time) {
        long millis = time.toMillis();
        return millis + 1 + ThreadLocalRandom.current().nextLong(Math.max(LEAST_SPREAD_MILLIS, millis / 4));
    }

    /** How long to wait before a try that {@link #allow} has allowed after a failure. */
    static long pauseMillis(Throwable failure) {
        @Nullable Retries retries = failure instanceof AttemptFailure told ? told.retries() : null;
        return retries == null ? 0 : retries.pauseMillis();
    }
}
