package dev.sluice.guard.rate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LocalRateLimiterTest {
    private final AtomicLong now = new AtomicLong(-5_000_000_000L);
    private final AtomicInteger replicas = new AtomicInteger(1);

    @Test
    void aNewTenantsFirstBurstPassesUpToItsLimit() {
        LocalRateLimiter limiter = limiter(10, 30);

        assertThat(takeAll(limiter)).isEqualTo(30);
        RateVerdict refused = take(limiter);
        assertThat(refused.granted()).isFalse();
        assertThat(refused.limit()).isEqualTo(30);
        assertThat(refused.remaining()).isZero();
        assertThat(refused.nextIn()).isEqualTo(Duration.ofMillis(100));
        assertThat(refused.resetsIn()).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void refillsEvenly() {
        LocalRateLimiter limiter = limiter(10, 30);
        takeAll(limiter);

        now.addAndGet(Duration.ofMillis(250).toNanos());

        assertThat(takeAll(limiter)).isEqualTo(2);
    }

    @Test
    void takesItsShareAmongReplicasAndFollowsTheirNumber() {
        replicas.set(3);
        LocalRateLimiter limiter = limiter(10, 10);
        assertThat(takeAll(limiter)).isEqualTo(4);
        assertThat(refillOf(limiter, Duration.ofSeconds(30))).as("full again").isEqualTo(4);

        replicas.set(1);
        now.addAndGet(Duration.ofSeconds(30).toNanos());
        assertThat(take(limiter).limit()).isEqualTo(10);
        takeAll(limiter);

        assertThat(refillOf(limiter, Duration.ofMillis(500))).isEqualTo(5);
    }

    @Test
    void threeReplicasTogetherGiveTheRateAndNoMore() {
        replicas.set(3);
        LocalRateLimiter[] shares = {limiter(10, 10), limiter(10, 10), limiter(10, 10)};
        int granted = 0;
        for (LocalRateLimiter share : shares) {
            takeAll(share);
        }
        for (int second = 0; second < 100; second++) {
            now.addAndGet(Duration.ofSeconds(1).toNanos());
            for (LocalRateLimiter share : shares) {
                granted += takeAll(share);
            }
        }

        assertThat(granted).isBetween(997, 1_000);
    }

    private LocalRateLimiter limiter(int rate, int burst) {
        return new LocalRateLimiter(rate, burst, replicas::get, now::get);
    }

    private int refillOf(LocalRateLimiter limiter, Duration time) {
        now.addAndGet(time.toNanos());
        return takeAll(limiter);
    }

    private static int takeAll(RateLimiter limiter) {
        int taken = 0;
        while (take(limiter).granted()) {
            taken++;
        }
        return taken;
    }

    private static RateVerdict take(RateLimiter limiter) {
        return limiter.take().subscribeAsCompletionStage().getNow(null);
    }
}
