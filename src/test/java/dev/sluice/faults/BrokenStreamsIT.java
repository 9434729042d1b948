package dev.sluice.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.sandbox.faults.Fault;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Results on their way break, or the gateway that gives them does. Readers get every row once and in order. */
@ExtendWith(SharedCluster.class)
@Timeout(120)
class BrokenStreamsIT {
    private static final int ROWS = 150_000;
    private static final String FLIGHTS = "SELECT flight_id, origin, destination FROM main.flights.flights"
            + " WHERE flight_id <= " + ROWS + " ORDER BY flight_id";
    private static final JsonObject END = new JsonObject()
            .put(
                    "end",
                    new JsonObject()
                            .put("state", "SUCCEEDED")
                            .put("row_count", ROWS)
                            .put("truncated", false));

    private Cluster cluster;
    private Subject subject;

    @BeforeEach
    void connect(Cluster shared) {
        cluster = shared;
        subject = Subject.connect(cluster, cluster.tenant("streams"), cluster.acme())
                .warm();
    }

    /** Readers see the same bytes in each row, whatever pieces they came in. */
    @Test
    void rowsAreTheSameThroughASlicer() throws Exception {
        List<String> whole = read();
        FaultProxy storage = cluster.storageDoor(cluster.acme());
        storage.set(new Toxic.Slices(97));
        subject.door().set(new Toxic.Slices(7));

        assertThat(read()).isEqualTo(whole);
        assertThat(storage.accepted()).isPositive();
    }

    /** Readers see all rows and an {@code end}: what was cut is fetched again from the row where it broke. */
    @Test
    void aTransferThatIsCutTwiceGoesOnWhereItBroke() throws Exception {
        List<String> whole = read();
        cluster.acme().faults().inject("GET", "/api/2.0/fs/files/**", 1, new Fault.Cut(1_000_003));
        cluster.acme().faults().inject("GET", "/api/2.0/fs/files/**", 1, new Fault.Cut(2_000_029));

        assertThat(read()).isEqualTo(whole);
        assertThat(cluster.acme().faults().waiting()).isEmpty();
    }

    /** Readers see an {@code error} that says where to go on, and all rows once when they do. */
    @Test
    void aStoreThatKeepsBreakingEndsTheStreamWithAPlaceToGoOnFrom() throws Exception {
        List<String> whole = read();
        FaultProxy storage = cluster.storageDoor(cluster.acme());
        storage.set(new Toxic.ResetAfter(500_000));
        try (RowsOverCuts rows = new RowsOverCuts(subject)) {
            AtomicBoolean begun = new AtomicBoolean();
            rows.run(cluster.replica(0).url(), FLIGHTS, row -> {
                if (begun.compareAndSet(false, true)) {
                    storage.set(new Toxic.Refuse());
                }
            });
            JsonObject error = rows.trailer().getJsonObject("error");
            assertThat(error.getString("code")).isIn("result_stream_broken", "workspace_unreachable");
            assertThat(error.getInteger("next_row_offset"))
                    .isEqualTo(rows.rows().size());

            storage.heal();
            rows.resume(cluster.replica(1).url(), row -> {});

            assertThat(rows.rows()).isEqualTo(whole);
        }
    }

    /** Readers see a stream that is cut without a trailer, and every row once when they resume it on the other gateway. */
    @Test
    void aKilledGatewaysStreamIsResumedOnAnother() throws Exception {
        List<String> whole = read();

        killAndResume(ROWS / 3, whole);
    }

    /** The same a hundred times, killed at other rows. */
    @Test
    @Tag("faults-long")
    @Timeout(3600)
    void aHundredKilledGatewaysLoseAndDoubleNoRow() throws Exception {
        List<String> whole = read();
        for (int round = 0; round < 100; round++) {
            killAndResume(1 + round * (ROWS / 2) / 100, whole);
            cluster.replica(1).heal();
        }
    }

    private void killAndResume(int killedAt, List<String> whole) throws InterruptedException {
        FaultProxy storage = cluster.storageDoor(cluster.acme());
        // Or all rows might lie in the reader's socket before it comes to the one at which the gateway is killed.
        storage.set(new Toxic.Drip(16 * 1024, Duration.ofMillis(10)));
        try (RowsOverCuts rows = new RowsOverCuts(subject)) {
            rows.run(cluster.replica(1).url(), FLIGHTS, row -> {
                if (row == killedAt) {
                    cluster.replica(1).kill();
                }
            });
            storage.heal();
            assertThat(rows.trailer()).isEmpty();
            assertThat(rows.rows().size()).isBetween(killedAt, ROWS - 1);

            rows.resume(cluster.replica(0).url(), row -> {});

            assertThat(rows.trailer().fieldNames())
                    .as("resumed: %s", rows.cut())
                    .containsExactly("end");
            assertThat(rows.rows()).isEqualTo(whole);
        }
    }

    private List<String> read() throws InterruptedException {
        try (RowsOverCuts rows = new RowsOverCuts(subject)) {
            rows.run(cluster.replica(0).url(), FLIGHTS, row -> {});
            assertThat(rows.trailer()).isEqualTo(END);
            assertThat(rows.rows()).hasSize(ROWS);
            return rows.rows();
        }
    }

    /** Readers see progress of a result that drips, and all of it in the end. */
    @Test
    void aTransferThatDripsIsWaitedFor() throws Exception {
        FaultProxy storage = cluster.storageDoor(cluster.acme());
        storage.set(new Toxic.Drip(2_000, Duration.ofMillis(10)));
        try (RowsOverCuts rows = new RowsOverCuts(subject)) {
            rows.run(
                    cluster.replica(0).url(),
                    "SELECT flight_id FROM main.flights.flights WHERE flight_id <= 20000 ORDER BY flight_id",
                    row -> {});

            assertThat(rows.trailer().getJsonObject("end").getInteger("row_count"))
                    .isEqualTo(20_000);
            assertThat(rows.rows()).hasSize(20_000).startsWith("[1]").endsWith("[20000]");
        }
    }
}
