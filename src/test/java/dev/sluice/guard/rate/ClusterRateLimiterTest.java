package dev.sluice.guard.rate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.guard.cluster.ClusterBuckets;
import dev.sluice.guard.cluster.ClusterVerdict;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ClusterRateLimiterTest {
    private final Vertx vertx = Vertx.vertx();
    private Optional<ClusterVerdict> said = Optional.empty();

    private final ClusterBuckets redis = new ClusterBuckets(Optional::empty, vertx, new SimpleMeterRegistry()) {
        @Override
        public Uni<Optional<ClusterVerdict>> take(String name, int rate, int burst) {
            return Uni.createFrom().item(said);
        }
    };
    private final RateLimiter limiter =
            new ClusterRateLimiter(redis, "one", 10, 4, new LocalRateLimiter(10, 4, () -> 2));

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void goesByWhatAllReplicasTogetherMayDo() {
        said = Optional.of(new ClusterVerdict(false, 0, Duration.ofMillis(400), Duration.ofMillis(100)));

        assertThat(taken()).isEqualTo(new RateVerdict(false, 4, 0, Duration.ofMillis(400), Duration.ofMillis(100)));
    }

    @Test
    void goesByItsShareWhereRedisSaysNothing() {
        assertThat(taken())
                .returns(true, RateVerdict::granted)
                .returns(2L, RateVerdict::limit)
                .returns(1L, RateVerdict::remaining);
    }

    private RateVerdict taken() {
        return limiter.take().await().atMost(Duration.ofSeconds(5));
    }
}
