package dev.sluice.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.sandbox.faults.Fault;
import dev.sluice.sandbox.faults.Faults;
import dev.sluice.sandbox.journal.Ledger.Event;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Connections to a workspace break. The account of another workspace notices nothing in any of these cases. */
@ExtendWith(SharedCluster.class)
@Timeout(60)
class BrokenConnectionsIT {
    private static final String WAREHOUSES = "/api/2.0/sql/warehouses/";
    private static final String RUN_NOW = "/api/2.2/jobs/run-now";
    private static final Duration FIRST_BYTE = Duration.ofSeconds(2);
    private static final Duration CONNECT = Duration.ofSeconds(1);
    private static final Duration SLACK = Duration.ofMillis(1500);

    private Subject struck;
    private Subject other;

    @BeforeEach
    void connect(Cluster cluster) {
        var tenant = cluster.tenant("broken");
        struck = Subject.connect(cluster, tenant, cluster.acme()).warm();
        other = Subject.connect(cluster, tenant, cluster.globex()).warm();
        cluster.acme().ledger().reset();
    }

    @AfterEach
    void othersAreUntouched() {
        Told.by(() -> other.list(0)).isOk().within(SLACK);
    }

    /** Callers see 200; the workspace sees the GET twice. */
    @Test
    void aGetThatMeetsOneResetIsRepeatedOnceAndAnswered() {
        String warehouse = struck.workspace().plan().warehouseId();
        struck.workspace().faults().inject("GET", WAREHOUSES + warehouse, 1, new Fault.Reset());

        Told.by(() -> struck.call(0, get(warehouse))).isOk();

        assertThat(struck.arrived(WAREHOUSES + warehouse)).isEqualTo(2);
    }

    /** Callers see 502 {@code workspace_unreachable}; the GET is tried twice, and the workspace sees it no more often. */
    @Test
    void aGetThatIsResetEachTimeIsTriedTwice() {
        // A connection that lay in the pool would be replaced once more.
        struck.door().breakOpen();
        String warehouse = UUID.randomUUID().toString();
        struck.workspace().faults().inject("GET", WAREHOUSES + warehouse, Faults.ALWAYS, new Fault.Reset());

        Told.by(() -> struck.call(0, get(warehouse))).is(502, "workspace_unreachable");

        assertThat(struck.arrived(WAREHOUSES + warehouse)).isEqualTo(2);
    }

    /** Callers see 409 {@code outcome_unknown}, also when they repeat the call: the job is not run. */
    @Test
    void aPostThatIsResetIsNotSentAgain() {
        struck.workspace().faults().inject("POST", RUN_NOW, 1, new Fault.Reset());

        Told.by(() -> struck.call(0, run())).is(409, "outcome_unknown");
        Told.by(() -> struck.call(1, run())).is(409, "outcome_unknown");

        assertThat(struck.arrived(RUN_NOW)).isEqualTo(1);
        assertThat(struck.workspace().ledger().of(Event.RUNS_STARTED)).isZero();
    }

    /** Callers see 409 {@code outcome_unknown}, also when they repeat the call: the job is run once. */
    @Test
    void aPostWhoseAnswerIsCutHasItsEffectOnce() {
        struck.workspace().faults().inject("POST", RUN_NOW, 1, new Fault.Cut(5));

        Told.by(() -> struck.call(0, run())).is(409, "outcome_unknown");
        Told.by(() -> struck.call(1, run())).is(409, "outcome_unknown");

        assertThat(struck.arrived(RUN_NOW)).isEqualTo(1);
        assertThat(struck.workspace().ledger().of(Event.RUNS_STARTED)).isEqualTo(1);
    }

    /** Callers see 502 {@code workspace_unreachable} at once, for calls with effects too: nothing was sent. */
    @Test
    void aRefusedConnectionIsToldAtOnce() {
        struck.door().set(new Toxic.Refuse());

        Told.by(() -> struck.list(0)).is(502, "workspace_unreachable").within(SLACK);
        Told.by(() -> struck.call(0, run())).is(502, "workspace_unreachable").within(SLACK);

        struck.door().heal();
        Told.by(() -> struck.call(0, run())).isOk();
        assertThat(struck.workspace().ledger().of(Event.RUNS_STARTED)).isEqualTo(1);
    }

    /** Callers see 502 {@code workspace_unreachable} when the connect time-out (1 s here) is over. */
    @Test
    void aConnectThatIsNotAnsweredEndsAtTheConnectTimeOut() {
        struck.door().set(new Toxic.Deaf());

        Told.by(() -> struck.call(0, run())).is(502, "workspace_unreachable").within(CONNECT.plus(SLACK));

        assertThat(struck.arrived(RUN_NOW)).isZero();
    }

    /** Callers see 504 {@code workspace_timeout} when the first-byte time-out (2 s here) is over. */
    @Test
    void aBlackHoleEndsAtTheFirstByteTimeOut() {
        struck.door().set(new Toxic.BlackHole());

        Told.by(() -> struck.list(0)).is(504, "workspace_timeout").within(FIRST_BYTE.plus(SLACK));
    }

    /** Callers see 504 {@code workspace_timeout} 2 s after the last byte, not never. */
    @Test
    void aConnectionThatFallsSilentInAnAnswerIsGivenUp() {
        struck.door().breakOpen();
        struck.door().set(new Toxic.StallAfter(80));

        Told.by(() -> struck.list(0))
                .is(504, "workspace_timeout")
                .within(FIRST_BYTE.multipliedBy(2).plus(SLACK));
    }

    /** Callers see 502 {@code workspace_unreachable}, never half an answer. */
    @Test
    void anAnswerThatIsCutIsNoAnswer() {
        struck.workspace().faults().inject("GET", "/api/2.0/sql/warehouses", Faults.ALWAYS, new Fault.Cut(40));

        Told.by(() -> struck.list(0)).is(502, "workspace_unreachable");
    }

    /** Callers see 200 and the whole answer, as late as it comes. */
    @Test
    void anAnswerThatDripsComesWhole() {
        String whole = struck.list(0).body().getJsonObject("data").encode();
        struck.door().set(new Toxic.Drip(50, Duration.ofMillis(20)));

        Told dripped = Told.by(() -> struck.list(0)).isOk();

        assertThat(dripped.answer().body().getJsonObject("data").encode()).isEqualTo(whole);
        assertThat(dripped.took()).isGreaterThan(Duration.ofMillis(100));
    }

    /** Callers see 502 {@code workspace_unreachable} with a hint at DNS, within 6 s. */
    @Test
    void aHostThatDoesNotResolveIsToldAsSuch(Cluster cluster) {
        Subject lost = Subject.connect(cluster, struck.tenant(), cluster.acme(), struck.door(), Cluster.NOWHERE);

        Told told = Told.by(() -> lost.list(0)).is(502, "workspace_unreachable").within(Duration.ofSeconds(6));

        assertThat(told.answer().body().getString("hint")).contains("DNS");
        Told.by(() -> struck.list(0)).isOk();
    }

    private JsonObject get(String warehouse) {
        return struck.tool(Subject.GET, new JsonObject().put("warehouse_id", warehouse));
    }

    private JsonObject run() {
        return struck.tool(Subject.RUN_NOW, new JsonObject().put("job_id", 987_654));
    }
}
