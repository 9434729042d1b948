package dev.sluice.guard.rate;

import dev.sluice.guard.cluster.ClusterBuckets;
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
    private final @Nullable ClusterBuckets cluster;

    @Inject
    public RateLimiters(Replicas replicas, ClusterBuckets cluster) {
        this.replicas = replicas::live;
        this.cluster = cluster.areConfigured() ? cluster : null;
    }

    /** @param replicas how many share a limit */
    public RateLimiters(IntSupplier replicas) {
        this.replicas = replicas;
        this.cluster = null;
    }

    /**
     * The rate limiter of a guard; null where its rate is not limited.
     *
     * @param name names the guard on every replica alike
     */
    public @Nullable RateLimiter of(String name, GuardLimits limits) {
        if (limits.rate() == 0) {
            return null;
        }
        RateLimiter share = new LocalRateLimiter(limits.rate(), limits.burst(), replicas);
        return cluster == null ? share : new ClusterRateLimiter(cluster, name, limits.rate(), limits.burst(), share);
    }
}
