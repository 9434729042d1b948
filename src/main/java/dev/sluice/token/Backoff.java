package dev.sluice.token;

import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** How long nobody tries again after a failed mint. */
final class Backoff {
    private static final int MOST_DOUBLINGS = 20;

    private final TokenConfig config;
    private final RandomGenerator random;

    Backoff(TokenConfig config, RandomGenerator random) {
        this.config = config;
        this.random = random;
    }

    /**
     * @param failures in a row, this one included
     * @param fitFor how much longer the held token serves; null if there is none
     */
    Duration after(Fault fault, int failures, @Nullable Duration fitFor) {
        Duration longest = fitFor == null && fault.code().retryable() ? config.urgentPause() : config.longestPause();
        Duration doubled = config.firstPause().multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
        // Apart from each other, lest all accounts of a workspace try again at once.
        Duration spread = Duration.ofNanos((long) (min(doubled, longest).toNanos() * (0.75 + random.nextDouble() / 2)));
        Duration pause = min(spread, longest);
        if (fault.code() == FaultCode.CREDENTIALS_REJECTED) {
            pause = max(pause, fitFor == null ? config.secondTryDelay() : config.deferredTryDelay());
        }
        if (fault.retryAfter() != null) {
            pause = max(pause, fault.retryAfter());
        }
        if (fitFor == null) {
            return pause;
        }
        // Once the token has run out calls wait for the next one; two refusals stay apart in any case.
        Duration cut = min(pause, fitFor);
        return fault.code() == FaultCode.CREDENTIALS_REJECTED ? max(cut, config.secondTryDelay()) : cut;
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static Duration max(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
