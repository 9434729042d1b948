package dev.sluice.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.demo.GatewayProcess;
import dev.sluice.demo.Installation;
import dev.sluice.demo.Tenant;
import dev.sluice.sandbox.journal.Ledger;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A gateway that is told to stop, beside another on the same database. */
class DrainIT {
    private static final int MILLION = 1_000_000;
    private static final String FLIGHTS = "SELECT flight_id, origin, destination FROM main.flights.flights"
            + " WHERE flight_id <= " + MILLION + " ORDER BY flight_id";
    private static final int BYTES_A_SECOND = 1 << 20;
    private static final int CALLERS = 8;

    private static Installation installation;
    private static Tenant tenant;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @BeforeAll
    static void connect() {
        installation = SharedInstallation.get();
        tenant = Tenant.create(installation, "drain");
        tenant.connect("reader", installation.workspaceOne());
    }

    @Test
    void aSlowReadersStreamGoesOnAtAnotherGatewayWithoutALostOrDoubledRow() throws Exception {
        GatewayProcess leaving = replica("drain-stream", "2s", "6s");
        Ledger ledger = installation.workspaceOne().ledger();
        long cancelsBefore = ledger.of(Ledger.Event.CANCELS);
        long read = 0;
        JsonObject error;
        try (RowReader rows = RowReader.open(
                leaving.url(), tenant.apiKey(), flights(), body -> new ThrottledInput(body, BYTES_A_SECOND))) {
            while (rows.next()) {
                assertThat(rows.key()).isEqualTo(++read);
                if (read == 1_000) {
                    leaving.terminate();
                }
            }
            error = new JsonObject(rows.line()).getJsonObject("error");
        }

        assertThat(error.getString("code")).isEqualTo("unavailable");
        assertThat(error.getBoolean("retryable")).isTrue();
        assertThat(error.getLong("next_row_offset")).isEqualTo(read).isLessThan(MILLION);
        try (RowReader rest = RowReader.resume(
                installation.gateway().url(), tenant.apiKey(), "reader", error.getString("statement_id"), read)) {
            while (rest.next()) {
                assertThat(rest.key()).isEqualTo(++read);
            }
            assertThat(rest.line()).startsWith("{\"end\"");
        }
        assertThat(read).isEqualTo(MILLION);
        assertThat(ledger.of(Ledger.Event.CANCELS)).isEqualTo(cancelsBefore);
        endsWithin(leaving, Duration.ofSeconds(10));
    }

    @Test
    void callersWhoHonourReadinessLoseNoCall() throws Exception {
        GatewayProcess leaving = replica("drain-calls", "3s", "10s");
        AtomicBoolean ready = new AtomicBoolean(true);
        AtomicInteger answered = new AtomicInteger();
        Queue<String> failures = new ConcurrentLinkedQueue<>();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < CALLERS; i++) {
                callers.submit(() -> {
                    while (ready.get()) {
                        call(leaving.url(), answered, failures);
                    }
                });
            }
            await().untilAtomic(answered, org.hamcrest.Matchers.greaterThan(200));
            leaving.terminate();

            await().atMost(Duration.ofSeconds(2)).until(() -> status(leaving.url(), "/q/health/ready") == 503);
            HttpResponse<String> late = http.send(callTo(leaving.url()), BodyHandlers.ofString());
            assertThat(late.statusCode()).isEqualTo(200);
            assertThat(late.headers().firstValue("connection")).hasValue("close");
            // A load balancer takes its time to notice.
            int seen = answered.get();
            await().untilAtomic(answered, org.hamcrest.Matchers.greaterThan(seen + 50));
            ready.set(false);
        }

        assertThat(failures).isEmpty();
        endsWithin(leaving, Duration.ofSeconds(8));
    }

    @Test
    void aGatewayWithNothingToDoEndsSoon() throws Exception {
        GatewayProcess leaving = replica("drain-idle", "0s", "30s");

        leaving.terminate();

        endsWithin(leaving, Duration.ofSeconds(8));
    }

    @Test
    void recordsOfCallsThatAreNotWrittenYetAreWrittenBeforeTheEnd() throws Exception {
        GatewayProcess leaving = installation.startReplica(
                "drain-records", Map.of("SLUICE_DRAIN_DELAY", "0s", "SLUICE_AUDIT_WRITE_INTERVAL", "1h"));
        List<String> executions = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            String answer =
                    http.send(callTo(leaving.url()), BodyHandlers.ofString()).body();
            executions.add(new JsonObject(answer).getString("execution_id"));
        }
        assertThat(executions)
                .allSatisfy(execution -> assertThat(recordOf(execution)).isEqualTo(404));

        leaving.terminate();

        endsWithin(leaving, Duration.ofSeconds(8));
        assertThat(executions)
                .allSatisfy(execution -> assertThat(recordOf(execution)).isEqualTo(200));
    }

    private int recordOf(String execution) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        installation.gateway().url().resolve("/api/v1/agentkit/tool_call_logs/" + execution))
                .header("Authorization", "Bearer " + tenant.apiKey())
                .build();
        return http.send(request, BodyHandlers.discarding()).statusCode();
    }

    @Test
    void whoWaitsForEventsIsAnsweredOnceNewCallsAreRefused() throws Exception {
        await().until(() ->
                events(installation.gateway().url(), "").getJsonArray("events").size() >= 2);
        String next = events(installation.gateway().url(), "").getString("next");
        GatewayProcess leaving = replica("drain-poll", "2s", "30s");
        CompletableFuture<HttpResponse<String>> poll =
                http.sendAsync(eventsAfter(leaving.url(), "?wait=30&after=" + next), BodyHandlers.ofString());

        leaving.terminate();

        assertThat(poll).succeedsWithin(Duration.ofSeconds(10));
        assertThat(poll.join().statusCode()).isEqualTo(200);
        assertThat(new JsonObject(poll.join().body()).getJsonArray("events")).isEmpty();
        endsWithin(leaving, Duration.ofSeconds(8));
    }

    private JsonObject events(URI gateway, String query) throws IOException, InterruptedException {
        return new JsonObject(
                http.send(eventsAfter(gateway, query), BodyHandlers.ofString()).body());
    }

    private static HttpRequest eventsAfter(URI gateway, String query) {
        return HttpRequest.newBuilder(gateway.resolve("/api/v1/events" + query))
                .header("Authorization", "Bearer " + tenant.apiKey())
                .build();
    }

    private static GatewayProcess replica(String name, String delay, String timeout) {
        return installation.startReplica(name, Map.of("SLUICE_DRAIN_DELAY", delay, "SLUICE_DRAIN_TIMEOUT", timeout));
    }

    private static void endsWithin(GatewayProcess gateway, Duration time) {
        await().atMost(time).until(() -> !gateway.isAlive());
        // 128 and the signal's number, as the JVM ends on SIGTERM.
        assertThat(gateway.exitCode()).isEqualTo(143);
    }

    private static JsonObject flights() {
        return new JsonObject()
                .put("identifier", "reader")
                .put("warehouse_id", installation.workspaceOne().plan().warehouseId())
                .put("statement", FLIGHTS);
    }

    private void call(URI gateway, AtomicInteger answered, Queue<String> failures) {
        try {
            HttpResponse<String> answer = http.send(callTo(gateway), BodyHandlers.ofString());
            if (answer.statusCode() == 200) {
                answered.incrementAndGet();
            } else {
                failures.add(answer.statusCode() + " " + answer.body());
            }
        } catch (IOException lost) {
            failures.add(lost.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private int status(URI gateway, String path) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(gateway.resolve(path)).build(), BodyHandlers.discarding())
                .statusCode();
    }

    private static HttpRequest callTo(URI gateway) {
        return HttpRequest.newBuilder(gateway.resolve("/api/v1/execute_tool"))
                .header("Authorization", "Bearer " + tenant.apiKey())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(Burst.tool("databricksworkspace_sql_warehouses_list", "reader")
                        .encode()))
                .build();
    }
}
