package dev.sluice.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.demo.JsonApi;
import dev.sluice.demo.Tenant;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** PostgreSQL is killed, or hangs, and comes back. */
@ExtendWith(SharedCluster.class)
@Timeout(120)
class DatabaseAwayIT {
    // A call that waited for the database would wait 500 ms at least.
    private static final double SHORTEST_WAIT_MILLIS = 400;
    private static final int PER_SECOND = 200;
    private static final Duration COLD_ANSWER = Duration.ofSeconds(12);

    private Cluster cluster;
    private Tenant tenant;
    private List<Subject> warm;

    @BeforeEach
    void connect(Cluster shared) {
        cluster = shared;
        tenant = cluster.tenant("database-away");
        warm = Stream.generate(() -> Subject.connect(cluster, tenant, cluster.acme()))
                .limit(4)
                .map(Subject::warm)
                .toList();
    }

    /** Warm callers see nothing: no failure, and a p99 of at most twice that of before. */
    @Test
    void warmCallsGoOnWhileTheDatabaseIsDead() {
        warmCallsGoOn(cluster.database()::kill, Duration.ofSeconds(6));
    }

    /** Warm callers see nothing: no failure, and a p99 of at most twice that of before. */
    @Test
    void warmCallsGoOnWhileTheDatabaseHangs() {
        warmCallsGoOn(cluster.database()::pause, Duration.ofSeconds(6));
    }

    /** The same for ten minutes each, so that whatever is looked up from time to time is looked up meanwhile. */
    @Test
    @Tag("faults-long")
    @Timeout(1500)
    void warmCallsGoOnForTenMinutesWithoutTheDatabase() {
        warmCallsGoOn(cluster.database()::kill, Duration.ofMinutes(10));
        warmCallsGoOn(cluster.database()::pause, Duration.ofMinutes(10));
    }

    private void warmCallsGoOn(Runnable away, Duration time) {
        try (Load load = Load.start(
                cluster.vertx(),
                PER_SECOND,
                n -> Load.call(
                        "warm",
                        warm.get((int) (n % warm.size())),
                        cluster.replica((int) (n / warm.size() % 2)),
                        warm.get((int) (n % warm.size())).list()))) {
            load.runFor(Duration.ofSeconds(3));
            load.phase("before");
            load.runFor(Duration.ofSeconds(5));
            load.phase("away");
            away.run();
            load.runFor(time);
            load.phase("back");
            cluster.database().heal();
            load.runFor(Duration.ofSeconds(2));
            load.stop();

            System.out.println("database away: before " + load.tally("before", "warm") + "; away "
                    + load.tally("away", "warm") + "; back " + load.tally("back", "warm"));
            assertThat(Stream.of("before", "away", "back").map(phase -> load.tally(phase, "warm")))
                    .allSatisfy(
                            tally -> assertThat(tally.failed()).as("%s", tally).isZero());
            assertThat(load.tally("away", "warm").millis(0.99)).isLessThan(SHORTEST_WAIT_MILLIS);
        }
        caughtUp();
    }

    /** Callers that a gateway has not seen, and changes, see 503 {@code unavailable} with a time to come back. */
    @Test
    void coldCallsAndChangesAreToldToComeBackWhileTheDatabaseIsDead() {
        Subject cold = Subject.connect(cluster, tenant, cluster.globex());
        cluster.database().kill();

        coldCallsAndChangesAreTold(cold);
    }

    /** The same where the database takes connections and answers nothing. */
    @Test
    void coldCallsAndChangesAreToldToComeBackWhileTheDatabaseHangs() {
        Subject cold = Subject.connect(cluster, tenant, cluster.globex());
        cluster.database().pause();

        coldCallsAndChangesAreTold(cold);
    }

    private void coldCallsAndChangesAreTold(Subject cold) {
        Told.by(() -> cold.list(1)).is(503, "unavailable").retryAfter(1, 30).within(COLD_ANSWER);
        JsonApi stranger = new JsonApi(cluster.replica(0).url(), "slk_never-seen");
        Told.by(() -> stranger.post("/api/v1/execute_tool", cold.list()))
                .is(503, "unavailable")
                .retryAfter(1, 30)
                .within(COLD_ANSWER);
        Told.by(() -> cold.enter(tenant.api(), "another"))
                .is(503, "unavailable")
                .within(COLD_ANSWER);

        cluster.database().heal();
        await().atMost(Duration.ofSeconds(15))
                .untilAsserted(() -> Told.by(() -> cold.list(1)).isOk());
        assertThat(cold.account(0).getInteger("credential_version")).isEqualTo(1);
        caughtUp();
    }

    /** On return a new account can be made at one gateway and used at the other. */
    private void caughtUp() {
        await().atMost(Duration.ofSeconds(15))
                .ignoreExceptions()
                .untilAsserted(() -> tenant.api()
                        .get("/api/v1/connected_accounts")
                        .orFail("Listing accounts")
                        .getJsonArray("connected_accounts"));
        Subject fresh = Subject.connect(cluster, tenant, cluster.acme());
        Told.by(() -> fresh.list(1)).isOk();
        assertThat(cluster.replicas())
                .allSatisfy(replica -> assertThat(new JsonApi(replica.url(), "none")
                                .get("/q/health/ready")
                                .body()
                                .getJsonArray("checks"))
                        .anySatisfy(check -> assertThat(((JsonObject) check)
                                        .getJsonObject("data", new JsonObject())
                                        .getBoolean("answers"))
                                .isTrue()));
    }
}
