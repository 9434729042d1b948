package dev.sluice.guard.rate;

import dev.sluice.guard.cluster.ClusterBuckets;
import dev.sluice.guard.cluster.ClusterVerdict;
import io.smallrye.mutiny.Uni;

/** A rate that all replicas keep together where Redis says, and each by its share where it does not. */
final class ClusterRateLimiter implements RateLimiter {
    private final ClusterBuckets buckets;
    private final String name;
    private final int rate;
    private final int burst;
    private final RateLimiter share;

    ClusterRateLimiter(ClusterBuckets buckets, String name, int rate, int burst, RateLimiter share) {
        this.buckets = buckets;
        this.name = name;
        this.rate = rate;
        this.burst = burst;
        this.share = share;
    }

    @Override
    public Uni<RateVerdict> take() {
        return buckets.take(name, rate, burst)
                .flatMap(said -> said.map(verdict -> Uni.createFrom().item(told(verdict)))
                        .orElseGet(share::take));
    }

    private RateVerdict told(ClusterVerdict verdict) {
        return new RateVerdict(verdict.granted(), burst, verdict.remaining(), verdict.resetsIn(), verdict.nextIn());
    }
}
