package dev.sluice.guard;

import dev.sluice.guard.rate.RateVerdict;
import java.time.Duration;

/**
 * A rate limit as a caller is told of it.
 *
 * @param quota how many calls may come at once
 * @param window in what time that many may come again, once they have come
 * @param remaining how many may still come now
 * @param resetsIn when as many as {@code quota} may come again
 */
public record LimitState(long quota, Duration window, long remaining, Duration resetsIn) {
    static LimitState of(RateVerdict verdict, int rate, int burst) {
        return new LimitState(
                verdict.limit(), Duration.ofMillis(1000L * burst / rate), verdict.remaining(), verdict.resetsIn());
    }
}
