package dev.sluice.token;

import dev.sluice.workspace.Authorization;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * A workspace's token and its times on this process's monotonic clock, in nanoseconds.
 *
 * @param generation which of its account's mints it is of, where replicas share it
 * @param mintedAt when it was asked for
 * @param renewAt from when on it is renewed in the background
 * @param unfitAt from when on it is not sent any more
 * @param expiresAt when the workspace ends it
 */
record AccessToken(
        Authorization authorization, long generation, long mintedAt, long renewAt, long unfitAt, long expiresAt) {
    /**
     * @param askedAt when the mint was asked for: the token cannot be older, whatever the way took
     * @param random spreads the renewals of tokens that were minted together
     */
    static AccessToken of(
            Authorization authorization, Duration life, long askedAt, TokenConfig config, RandomGenerator random) {
        double share = config.renewFrom() + (config.renewUntil() - config.renewFrom()) * random.nextDouble();
        long renewAt = askedAt + (long) (life.toNanos() * share);
        return of(authorization, 0, askedAt, renewAt, askedAt + life.toNanos(), config);
    }

    /** A token that may have been minted elsewhere. */
    static AccessToken of(
            Authorization authorization,
            long generation,
            long mintedAt,
            long renewAt,
            long expiresAt,
            TokenConfig config) {
        long margin = Math.min(config.expiryMargin().toNanos(), (expiresAt - mintedAt) / 2);
        long unfitAt = expiresAt - margin;
        return new AccessToken(
                authorization, generation, mintedAt, renewAt - unfitAt < 0 ? renewAt : unfitAt, unfitAt, expiresAt);
    }

    AccessToken asGeneration(long known) {
        return new AccessToken(authorization, known, mintedAt, renewAt, unfitAt, expiresAt);
    }

    boolean isFit(long now) {
        return now - unfitAt < 0;
    }

    boolean isDue(long now) {
        return now - renewAt >= 0;
    }

    /** Whether a renewal can still wait for the database: until half the time between due and unfit is over. */
    boolean canWait(long now) {
        return now - (renewAt + (unfitAt - renewAt) / 2) < 0;
    }
}
