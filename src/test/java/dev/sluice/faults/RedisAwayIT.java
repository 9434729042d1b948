package dev.sluice.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Redis, in which the gateways keep rates together, is killed, or hangs, and comes back. */
@ExtendWith(SharedCluster.class)
@Timeout(90)
class RedisAwayIT {
    private static final int RATE = 60;
    private static final double PATIENCE_MILLIS = 50;
    private static final Duration EACH = Duration.ofSeconds(4);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

    private Cluster cluster;
    private Subject limited;

    @BeforeEach
    void connect(Cluster shared) {
        cluster = shared;
        limited = Subject.connect(cluster, cluster.tenant("redis"), cluster.acme());
        JsonObject limits = new JsonObject()
                .put("limits", new JsonObject().put("rate", RATE).put("burst", RATE));
        limited.tenant()
                .api()
                .put(
                        "/api/v1/connected_accounts",
                        new JsonObject().put("id", limited.accountId()).put("api_config", limits))
                .orFail("Limiting the account");
        limited.warm();
    }

    /** Callers within their limit see nothing: no failure, and once Redis is known to be away none waits for it. */
    @Test
    void callsWithinTheLimitGoOnWhileRedisIsDead() {
        callsGoOn(cluster.redis()::kill);
    }

    /** Callers within their limit see nothing: no failure, and once Redis is known to be away none waits for it. */
    @Test
    void callsWithinTheLimitGoOnWhileRedisHangs() {
        callsGoOn(cluster.redis()::pause);
    }

    private void callsGoOn(Runnable away) {
        // Two thirds of the limit, spread evenly: within each gateway's share, too.
        try (Load load = start(RATE * 2 / 3)) {
            load.runFor(Duration.ofSeconds(2));
            load.phase("before");
            load.runFor(EACH);
            load.phase("away");
            away.run();
            load.runFor(EACH);
            load.phase("back");
            cluster.redis().heal();
            load.runFor(EACH);
            load.stop();

            System.out.println("redis away: before " + load.tally("before", "limited") + "; away "
                    + load.tally("away", "limited") + "; back " + load.tally("back", "limited"));
            assertThat(Stream.of("before", "away", "back").map(phase -> load.tally(phase, "limited")))
                    .allSatisfy(
                            tally -> assertThat(tally.failed()).as("%s", tally).isZero());
            assertThat(load.tally("away", "limited").millis(0.5))
                    .isLessThan(load.tally("before", "limited").millis(0.5) + PATIENCE_MILLIS / 2);
        }
    }

    /**
     * Callers past their limit see 429 {@code rate_limited} for the rest, with Redis and without: the gateways together
     * never grant more than the limit and what may come at once.
     */
    @Test
    void theLimitHoldsWithRedisAndWithout() {
        try (Load load = start(RATE * 4)) {
            load.phase("with");
            load.runFor(EACH);
            load.phase("without");
            cluster.redis().kill();
            load.runFor(EACH);
            load.stop();

            for (String phase : Set.of("with", "without")) {
                Map<String, Long> outcomes = load.tally(phase, "limited").outcomes();
                assertThat(outcomes.keySet()).as(phase).isEqualTo(Set.of("200", "429 rate_limited"));
                // Buckets start full, Redis' and the gateways' own; the last calls are granted while they wait.
                long most = RATE * (EACH.plus(LONGEST_WAIT).toSeconds() + 2);
                assertThat(outcomes.get("200"))
                        .as("%s: %s", phase, outcomes)
                        .isBetween(RATE * EACH.toSeconds() * 8 / 10, most * 11 / 10);
            }
        }
    }

    private Load start(int perSecond) {
        return Load.start(
                cluster.vertx(),
                perSecond,
                n -> Load.call("limited", limited, cluster.replica((int) (n % 2)), limited.list()));
    }
}
