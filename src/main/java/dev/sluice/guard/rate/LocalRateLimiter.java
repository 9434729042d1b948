package dev.sluice.guard.rate;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.TokensInheritanceStrategy;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/** This replica's fair share of a rate: a token bucket in memory, that follows the number of replicas. */
final class LocalRateLimiter implements RateLimiter {
    private final int rate;
    private final int burst;
    private final IntSupplier replicas;
    private final AtomicInteger shareOf;
    private final Bucket bucket;

    LocalRateLimiter(int rate, int burst, IntSupplier replicas) {
        this(rate, burst, replicas, System::nanoTime);
    }

    LocalRateLimiter(int rate, int burst, IntSupplier replicas, LongSupplier nanos) {
        this.rate = rate;
        this.burst = burst;
        this.replicas = replicas;
        this.shareOf = new AtomicInteger(replicas.getAsInt());
        this.bucket = Bucket.builder()
                .addLimit(share(shareOf.get()))
                .withCustomTimePrecision(new NanoMeter(nanos))
                .build();
    }

    @Override
    public Uni<RateVerdict> take() {
        followReplicas();
        ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
        return Uni.createFrom()
                .item(new RateVerdict(
                        probe.isConsumed(),
                        shareOfBurst(shareOf.get()),
                        probe.getRemainingTokens(),
                        Duration.ofNanos(probe.getNanosToWaitForReset()),
                        Duration.ofNanos(probe.getNanosToWaitForRefill())));
    }

    private void followReplicas() {
        int before = shareOf.get();
        int now = replicas.getAsInt();
        if (now != before && shareOf.compareAndSet(before, now)) {
            BucketConfiguration share =
                    BucketConfiguration.builder().addLimit(share(now)).build();
            bucket.replaceConfiguration(share, TokensInheritanceStrategy.PROPORTIONALLY);
        }
    }

    private Bandwidth share(int among) {
        return Bandwidth.builder()
                .capacity(shareOfBurst(among))
                // As many tokens in as many times the time: exact, where the rate does not divide.
                .refillGreedy(rate, Duration.ofSeconds(among))
                .build();
    }

    private long shareOfBurst(int among) {
        return Math.ceilDiv(burst, among);
    }

    private record NanoMeter(LongSupplier nanos) implements TimeMeter {
        @Override
        public long currentTimeNanos() {
            return nanos.getAsLong();
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    }
}
