package dev.sluice.guard.rate;

import io.smallrye.mutiny.Uni;

/** So many calls a second, and so many at once. */
@FunctionalInterface
public interface RateLimiter {
    /**
     * Asks for one call.
     *
     * @return the verdict, at once where the limit is kept in this process; never fails
     */
    Uni<RateVerdict> take();
}
