package dev.sluice.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.demo.Installation;
import dev.sluice.demo.Tenant;
import dev.sluice.sandbox.journal.Ledger;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RowStreamIT {
    private static final int MILLION = 1_000_000;
    private static final String FLIGHTS = "SELECT flight_id, origin, destination FROM main.flights.flights"
            + " WHERE flight_id <= " + MILLION + " ORDER BY flight_id";

    private static Installation installation;
    private static Tenant tenant;

    @BeforeAll
    static void connect() {
        installation = SharedInstallation.get();
        tenant = Tenant.create(installation, "row-stream");
        tenant.connect("reader", installation.workspaceOne());
    }

    @Test
    void givesAMillionRowsOnceAndInOrder() throws Exception {
        try (RowReader rows = open(UnaryOperator.identity())) {
            readAllInOrder(rows);
        }
    }

    @Test
    void givesASlowReaderAMillionRowsOnceAndInOrder() throws Exception {
        try (RowReader rows = open(body -> new ThrottledInput(body, 1 << 20))) {
            readAllInOrder(rows);
        }
    }

    @Test
    void cancelsTheStatementWithinTwoSecondsWhenTheCallerHangsUpHalfWay() throws Exception {
        Ledger ledger = installation.workspaceOne().ledger();
        long cancelsBefore = ledger.of(Ledger.Event.CANCELS);

        try (RowReader rows = open(UnaryOperator.identity())) {
            while (rows.next() && rows.key() < MILLION / 2) {
                assertThat(rows.line()).startsWith("[");
            }
        }

        await().atMost(Duration.ofSeconds(2))
                .untilAsserted(() -> assertThat(ledger.of(Ledger.Event.CANCELS)).isEqualTo(cancelsBefore + 1));
    }

    private static RowReader open(UnaryOperator<InputStream> network) throws IOException, InterruptedException {
        JsonObject query = new JsonObject()
                .put("identifier", "reader")
                .put("warehouse_id", installation.workspaceOne().plan().warehouseId())
                .put("statement", FLIGHTS);
        return RowReader.open(installation.gateway().url(), tenant.apiKey(), query, network);
    }

    private static void readAllInOrder(RowReader rows) throws IOException {
        long expected = 0;
        while (rows.next()) {
            if (rows.key() != ++expected) {
                throw new AssertionError("Row " + expected + " is " + rows.line());
            }
        }
        assertThat(expected).isEqualTo(MILLION);
        assertThat(new JsonObject(rows.line()).getJsonObject("end"))
                .isEqualTo(new JsonObject()
                        .put("state", "SUCCEEDED")
                        .put("row_count", MILLION)
                        .put("truncated", false));
    }
}
