package dev.sluice.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.sluice.testing.FakeServer;
import dev.sluice.testing.Gateway;
import dev.sluice.testing.Gateway.Tenant;
import dev.sluice.testing.PostgresResource;
import dev.sluice.testing.ReceiverResource;
import dev.sluice.testing.SandboxResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.vertx.core.Vertx;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an OpenTelemetry collector is told, where an operator has named one. */
@QuarkusTest
@TestProfile(TracesTest.Traced.class)
@WithTestResource(PostgresResource.class)
@WithTestResource(SandboxResource.class)
@WithTestResource(ReceiverResource.class)
@WithTestResource(TracesTest.Collector.class)
class TracesTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String LITERAL = "canary-in-the-sql";

    /** Tracing on, each span sent soon. */
    public static final class Traced implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "quarkus.otel.sdk.disabled",
                    "false",
                    "quarkus.otel.exporter.otlp.protocol",
                    "http/protobuf",
                    "quarkus.otel.bsp.schedule.delay",
                    "50ms");
        }
    }

    /** Takes spans by OTLP over HTTP: protobuf, whose texts are as they are. */
    public static final class Collector implements QuarkusTestResourceLifecycleManager {
        private static final Vertx VERTX = Vertx.vertx();
        private static final FakeServer SERVER = FakeServer.start(VERTX, (seen, response) -> response.end());

        @Override
        public Map<String, String> start() {
            return Map.of("quarkus.otel.exporter.otlp.endpoint", SERVER.origin());
        }

        @Override
        public void stop() {
            SERVER.close();
            VERTX.close();
        }

        static String told() {
            return SERVER.seen().stream().map(FakeServer.Seen::body).collect(Collectors.joining("\n"));
        }
    }

    private Tenant tenant;
    private String identifier;

    @BeforeEach
    void setUp() {
        tenant = Gateway.tenant();
        identifier = UUID.randomUUID().toString();
        tenant.connect(
                identifier,
                SandboxResource.first(),
                SandboxResource.first().plan().allRights());
    }

    @Test
    void aCallIsToldWithItsToolAndOutcomeAndWhatItAskedOfTheWorkspace() {
        String executionId = tenant.asks()
                .header("traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01")
                .body(Map.of("tool_name", "databricksworkspace_clusters_list", "identifier", identifier))
                .post("/api/v1/execute_tool")
                .then()
                .statusCode(200)
                .extract()
                .path("execution_id");

        await().untilAsserted(() -> assertThat(Collector.told())
                .contains("sluice.execution_id", executionId)
                .contains("sluice.tool", "databricksworkspace_clusters_list")
                .contains("sluice.outcome", "success")
                .contains("/oidc/v1/token")
                .contains("/api/2.1/clusters/list"));
    }

    @Test
    void aWebhooksUrlIsNotToldNorTheTraceToItsReceiver() {
        String url = ReceiverResource.url();
        String id = tenant.asks()
                .body(Map.of("url", url))
                .post("/api/v1/webhooks")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        tenant.asks()
                .header("traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01")
                .post("/api/v1/webhooks/{id}:test", id)
                .then()
                .body("delivered", equalTo(true));

        await().untilAsserted(() -> assertThat(Collector.told()).contains(id + ":test"));
        assertThat(Collector.told()).doesNotContain(url.substring(url.lastIndexOf('/') + 1));
        assertThat(ReceiverResource.seen(url).getFirst().headers().names())
                .doesNotContain("traceparent", "tracestate", "baggage");
    }

    @Test
    void noSecretAndNoSqlIsTold() {
        String executionId = tenant.asks()
                .body(Map.of(
                        "tool_name",
                        "databricksworkspace_sql_statement_execute",
                        "identifier",
                        identifier,
                        "params",
                        Map.of("warehouse_id", "abc123def456", "statement", "SELECT '" + LITERAL + "' AS told")))
                .post("/api/v1/execute_tool")
                .then()
                .statusCode(200)
                .extract()
                .path("execution_id");
        Response stream = tenant.asks()
                .body(Map.of(
                        "identifier",
                        identifier,
                        "warehouse_id",
                        "abc123def456",
                        "statement",
                        "SELECT '" + LITERAL + "' AS told FROM range(100000)"))
                .post("/api/v1/sql/stream");
        assertThat(stream.statusCode()).isEqualTo(200);

        await().untilAsserted(() -> assertThat(Collector.told()).contains(executionId, "/api/v1/sql/stream"));
        assertThat(Collector.told())
                .doesNotContain(LITERAL)
                .doesNotContain(tenant.apiKey())
                .doesNotContain("Bearer ")
                .doesNotContain("X-Databricks-Signature");
    }
}
