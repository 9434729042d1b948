package dev.sluice.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.demo.Tenant;
import dev.sluice.sandbox.faults.Fault;
import dev.sluice.sandbox.faults.Faults;
import dev.sluice.sandbox.http.Reply;
import dev.sluice.sandbox.journal.Ledger.Event;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** A workspace answers, but not well: with 5xx, or that it is asked too much. Others notice nothing. */
@ExtendWith(SharedCluster.class)
@Timeout(90)
class SickWorkspaceIT {
    private static final String LIST = "/api/2.0/sql/warehouses";
    private static final Duration OPEN = Duration.ofSeconds(2);

    private Cluster cluster;
    private Subject struck;
    private Subject other;

    @BeforeEach
    void connect(Cluster shared) {
        cluster = shared;
        Tenant tenant = cluster.tenant("sick");
        struck = Subject.connect(cluster, tenant, cluster.acme()).warm();
        other = Subject.connect(cluster, tenant, cluster.globex()).warm();
        cluster.acme().ledger().reset();
    }

    /**
     * Callers see 502 {@code workspace_error} until the breaker opens, then 503 {@code workspace_unavailable} at once,
     * and few calls reach the workspace; once it is well the breaker closes by itself within its window (2 s here).
     */
    @Test
    void aStormOf5xxOpensTheBreakerWhichClosesByItself() {
        cluster.acme().faults().inject("*", "/api/**", Faults.ALWAYS, answer(500, "INTERNAL_ERROR"));
        try (Load load = Load.start(
                cluster.vertx(),
                100,
                n -> Load.call(
                        n % 2 == 0 ? "struck" : "other",
                        n % 2 == 0 ? struck : other,
                        cluster.replica((int) (n / 2 % 2)),
                        (n % 2 == 0 ? struck : other).list()))) {
            load.runFor(Duration.ofSeconds(6));
            load.stop();

            Tally told = load.tally("", "struck");
            assertThat(told.outcomes().keySet())
                    .as("%s", told)
                    .isEqualTo(Set.of("502 workspace_error", "503 workspace_unavailable"));
            assertThat(load.tally("", "other").failed())
                    .as("%s", load.tally("", "other"))
                    .isZero();
            // Each of two gateways looks back 20 requests, and tries one at a time every 2 s after that.
            assertThat(struck.arrived(LIST)).isLessThan(60).isLessThan(told.count() / 4);
        }
        cluster.acme().faults().clear();

        await().atMost(OPEN.plusSeconds(1)).untilAsserted(() -> {
            Told.by(() -> struck.list(0)).isOk();
            Told.by(() -> struck.list(1)).isOk();
        });
        for (int i = 0; i < 20; i++) {
            Told.by(() -> struck.list(0)).isOk();
            Told.by(() -> struck.list(1)).isOk();
        }
    }

    /** Callers see their own 404s and SQL errors as such, however many there are: the breaker stays closed. */
    @Test
    void customers404sAndSqlErrorsNeverOpenTheBreaker() {
        for (int i = 0; i < 60; i++) {
            JsonObject absent =
                    new JsonObject().put("warehouse_id", UUID.randomUUID().toString());
            Told.by(() -> struck.call(0, struck.tool(Subject.GET, absent))).is(404, "object_not_found");
            Told.by(() -> struck.call(0, struck.sql("SELEC 1"))).is(422, "sql_error");
        }

        Told.by(() -> struck.list(0)).isOk();
    }

    /**
     * Callers see 429 {@code workspace_rate_limited} with what is left of the workspace's own pause, at once; nothing
     * reaches the workspace until the pause is over, on the gateway that was told.
     */
    @Test
    void retryAfterClosesTheTapForAsLongAsItSays() {
        Fault throttled =
                new Fault.Answer(Reply.json(429, body("REQUEST_LIMIT_EXCEEDED")).with("Retry-After", "4"));
        cluster.acme().faults().inject("GET", LIST, 1, throttled);

        Told.by(() -> struck.list(0)).is(429, "workspace_rate_limited").retryAfter(3, 5);
        long start = System.nanoTime();
        for (int i = 0; i < 20; i++) {
            Told.by(() -> struck.list(0))
                    .is(429, "workspace_rate_limited")
                    .retryAfter(1, 5)
                    .within(Duration.ofMillis(500));
            Told.by(() -> other.list(0)).isOk();
        }
        assertThat(struck.arrived(LIST)).isEqualTo(1);

        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> Told.by(() -> struck.list(0)).isOk());
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(1500));
    }

    /** Callers see 200 after a moment: a limit that names no time is waited out, within the budget of retries. */
    @Test
    void aLimitWithoutRetryAfterIsWaitedOut() {
        cluster.acme().faults().inject("GET", LIST, 1, answer(429, "REQUEST_LIMIT_EXCEEDED"));

        Told.by(() -> struck.list(0)).isOk().within(Duration.ofSeconds(4));

        assertThat(struck.arrived(LIST)).isEqualTo(2);
    }

    /** Callers of calls with effects too: a limit says that nothing was done. The job is run once. */
    @Test
    void aLimitedCallWithEffectsIsRunOnce() {
        cluster.acme().faults().inject("POST", "/api/2.2/jobs/run-now", 1, answer(429, "REQUEST_LIMIT_EXCEEDED"));

        Told.by(() -> struck.call(0, struck.tool(Subject.RUN_NOW, new JsonObject().put("job_id", 987_654))))
                .isOk();

        assertThat(cluster.acme().ledger().of(Event.RUNS_STARTED)).isEqualTo(1);
    }

    private static Fault answer(int status, String code) {
        return new Fault.Answer(Reply.json(status, body(code)));
    }

    private static JsonObject body(String code) {
        return new JsonObject().put("error_code", code).put("message", "as told by the test");
    }
}
