package dev.sluice.token;

import dev.sluice.workspace.Authorization;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * A workspace's token and its times on the monotonic clock, in nanoseconds.
 *
 * @param renewAt from when on it is renewed in the background
 * @param unfitAt from when on it is not sent any more
 */
record AccessToken(Authorization authorization, long renewAt, long unfitAt) {
    /**
     * @param askedAt when the mint was asked for: the token cannot be older, whatever the way took
     * @param random spreads the renewals of tokens that were minted together
     */
    static AccessToken of(
            Authorization authorization, Duration life, long askedAt, TokenConfig config, RandomGenerator random) {
        long margin = Math.min(config.expiryMargin().toNanos(), life.toNanos() / 2);
        double share = config.renewFrom() + (config.renewUntil() - config.renewFrom()) * random.nextDouble();
        long unfitAt = askedAt + life.toNanos() - margin;
        return new AccessToken(authorization, Math.min(askedAt + (long) (life.toNanos() * share), unfitAt), unfitAt);
    }

    boolean isFit(long now) {
        return now - unfitAt < 0;
    }

    boolean isDue(long now) {
        return now - renewAt >= 0;
    }
}
