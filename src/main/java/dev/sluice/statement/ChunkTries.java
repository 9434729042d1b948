package dev.sluice.statement;

import dev.sluice.fault.FaultException;
import java.time.Duration;
import java.util.OptionalLong;

/** How often a chunk that broke on its way is fetched again, and after which pauses. */
final class ChunkTries {
    private static final int MOST = 4;
    private static final long FIRST_PAUSE_MILLIS = 50;
    private static final long LONGEST_PAUSE_MILLIS = 10_000;

    private int made = 1;

    /** Begins anew: with another chunk, or since something new has come of this one. */
    void begin() {
        made = 1;
    }

    /** Milliseconds until the next try; none if it is not to be tried again. */
    OptionalLong next(Throwable cause) {
        if (made == MOST || !mayHelp(cause)) {
            return OptionalLong.empty();
        }
        long pause = Math.max(FIRST_PAUSE_MILLIS << (2 * (made - 1)), askedFor(cause));
        made++;
        return OptionalLong.of(pause);
    }

    private static long askedFor(Throwable cause) {
        Duration asked = cause instanceof FaultException told ? told.fault().retryAfter() : null;
        return asked == null ? 0 : Math.min(asked.toMillis(), LONGEST_PAUSE_MILLIS);
    }

    private static boolean mayHelp(Throwable cause) {
        return !(cause instanceof FaultException told) || told.fault().code().retryable();
    }
}
