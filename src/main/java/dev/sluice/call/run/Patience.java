package dev.sluice.call.run;

import java.time.Duration;

/** How long a caller waits for a statement, counted from when it asked. */
final class Patience {
    // Databricks' own, when nothing else is asked for.
    private static final Duration USUAL = Duration.ofSeconds(10);
    // A caller has its answer within 50 s: the workspace's longest wait, less what the way there and back takes.
    private static final Duration LONGEST = Duration.ofSeconds(48);
    // The shortest wait that the workspace takes beside none (Databricks REST: wait_timeout).
    private static final Duration SHORTEST = Duration.ofSeconds(5);

    private final Duration asked;
    private final long since = System.nanoTime();

    private Patience(Duration asked) {
        this.asked = asked;
    }

    /**
     * What a caller asks for.
     *
     * @param waitTimeout such as {@code 30s}; empty if it does not say
     * @param startsWarehouse whether a start may have to be waited for
     */
    static Patience of(String waitTimeout, boolean startsWarehouse) {
        if (waitTimeout.isEmpty()) {
            return new Patience(startsWarehouse ? LONGEST : USUAL);
        }
        Duration asked = Duration.ofSeconds(Long.parseLong(waitTimeout.substring(0, waitTimeout.length() - 1)));
        return new Patience(asked.compareTo(LONGEST) > 0 ? LONGEST : asked);
    }

    /** What the workspace may still wait, in whole seconds: none, or what it takes. */
    Duration left() {
        if (asked.compareTo(SHORTEST) < 0) {
            return Duration.ZERO;
        }
        Duration left =
                asked.minusSeconds(Duration.ofNanos(System.nanoTime() - since).toSeconds());
        return left.compareTo(SHORTEST) < 0 ? SHORTEST : left;
    }
}
