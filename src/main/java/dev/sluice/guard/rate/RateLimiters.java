package dev.sluice.guard.rate;

import dev.sluice.guard.limit.GuardLimits;
import dev.sluice.replica.Replicas;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** Makes the rate limiters of guards. */
@Singleton
public class RateLimiters {
    private final IntSupplier replicas;

    @Inject
    public RateLimiters(Replicas replicas) {
        this(replicas::live);
    }

    /** @param replicas how many share a limit */
    public RateLimiters(IntSupplier replicas) {
        this.replicas = replicas;
    }

    /**
     * The rate limiter of a guard; null where its rate is not limited.
     *
     * @param name names the guard on every replica alike
     */
    public @Nullable RateLimiter of(String name, GuardLimits limits) {
        return limits.rate() == 0 ? null : new LocalRateLimiter(limits.rate(), limits.burst(), replicas);
    }
}
