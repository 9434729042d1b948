package dev.sluice.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.demo.EmbeddedDatabase;
import dev.sluice.demo.Installation;
import dev.sluice.demo.Layout;
import dev.sluice.demo.Tenant;
import dev.sluice.sandbox.journal.Ledger;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How the packaged program treats its callers' connections. */
class ServerMannersIT {
    private static final String FLIGHTS =
            "SELECT flight_id, origin, destination FROM main.flights.flights WHERE flight_id <= 1000000 ORDER BY flight_id";

    @Test
    void logsNoErrorWhenACallerHangsUp() throws Exception {
        Installation installation = SharedInstallation.get();
        Tenant tenant = Tenant.create(installation, "hang-up");
        tenant.connect("reader", installation.workspaceOne());
        Ledger ledger = installation.workspaceOne().ledger();
        long cancelsBefore = ledger.of(Ledger.Event.CANCELS);
        int logBefore = Files.readAllLines(installation.gateway().log()).size();

        try (RowReader rows = open(installation, tenant)) {
            assertThat(rows.next()).isTrue();
        }
        await().untilAsserted(() -> assertThat(ledger.of(Ledger.Event.CANCELS)).isEqualTo(cancelsBefore + 1));

        List<String> log = Files.readAllLines(installation.gateway().log());
        assertThat(log.subList(logBefore, log.size())).noneMatch(line -> line.contains(" ERROR "));
    }

    @Test
    void serves1000CallsOverOneHttp2Connection() throws Exception {
        Installation installation = SharedInstallation.get();
        Tenant tenant = Tenant.create(installation, "http2");
        tenant.connect("caller", installation.workspaceOne());
        Vertx vertx = Vertx.vertx();
        try {
            HttpClient client = vertx.createHttpClient(new HttpClientOptions()
                    .setProtocolVersion(HttpVersion.HTTP_2)
                    .setHttp2ClearTextUpgrade(false)
                    .setHttp2MaxPoolSize(1));

            List<Future<Integer>> statuses = IntStream.range(0, 1000)
                    .mapToObj(i -> listWarehouses(client, installation, tenant))
                    .toList();
            Future.all(statuses).toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);

            assertThat(statuses).extracting(Future::result).containsOnly(200);
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void endsAnOpenStreamBeforeItStops() throws Exception {
        Layout layout = Layout.free(256, Path.of("target", "acceptance-drain"));
        try (Installation installation = Installation.start(layout, EmbeddedDatabase::start)) {
            Tenant tenant = Tenant.create(installation, "drain");
            tenant.connect("reader", installation.workspaceOne());

            try (RowReader rows = open(installation, tenant)) {
                assertThat(rows.next()).isTrue();
                CompletableFuture<Void> stopped =
                        CompletableFuture.runAsync(() -> installation.gateway().close());
                long last = rows.key();
                while (rows.next()) {
                    last = rows.key();
                }

                assertThat(last).isEqualTo(1_000_000);
                assertThat(rows.line()).startsWith("{\"end\"");
                stopped.get(Duration.ofSeconds(30).toSeconds(), TimeUnit.SECONDS);
            }
        }
    }

    private static RowReader open(Installation installation, Tenant tenant) throws Exception {
        JsonObject query = new JsonObject()
                .put("identifier", "reader")
                .put("warehouse_id", installation.workspaceOne().plan().warehouseId())
                .put("statement", FLIGHTS);
        return RowReader.open(installation.gateway().url(), tenant.apiKey(), query, UnaryOperator.identity());
    }

    private static Future<Integer> listWarehouses(HttpClient client, Installation installation, Tenant tenant) {
        JsonObject call = new JsonObject()
                .put("tool_name", "databricksworkspace_sql_warehouses_list")
                .put("identifier", "caller");
        return client.request(
                        HttpMethod.POST, installation.gateway().url().getPort(), "127.0.0.1", "/api/v1/execute_tool")
                .compose(request -> request.putHeader("Authorization", "Bearer " + tenant.apiKey())
                        .send(call.toBuffer()))
                .compose(response -> response.body().map(body -> response.statusCode()));
    }
}
