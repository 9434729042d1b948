package dev.sluice.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.demo.GatewayProcess;
import dev.sluice.demo.Installation;
import dev.sluice.demo.Tenant;
import dev.sluice.sandbox.Workspace;
import dev.sluice.sandbox.faults.Fault;
import dev.sluice.sandbox.journal.Ledger.Event;
import dev.sluice.testing.McpWire;
import dev.sluice.testing.McpWire.Reply;
import io.restassured.RestAssured;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Any replica answers a client of the Model Context Protocol, wherever it made its handshake. */
class McpReplicasIT {
    private final Installation installation = SharedInstallation.get();
    private final Workspace workspace = installation.workspaceTwo();
    private Tenant tenant;
    private GatewayProcess other;

    @BeforeEach
    void connect() {
        tenant = Tenant.create(installation, "mcp-replicas");
        tenant.connect("agent", workspace);
        other = installation.startReplica("mcp", Map.of());
    }

    @AfterEach
    void close() {
        workspace.faults().clear();
        other.close();
    }

    @Test
    void aSessionGoesOnAtAnotherReplicaAndACancellationFindsItsCall() {
        String session = at(installation.gateway()).initialize();
        McpWire elsewhere = at(other).with("Mcp-Session-Id", session);
        assertThat(elsewhere.call("1", "tools/list", "{}").result().path("tools"))
                .hasSize(53);
        assertThat(elsewhere
                        .call("2", "tools/call", "{\"name\":\"clusters_list\"}")
                        .result()
                        .path("isError")
                        .asBoolean(true))
                .isFalse();

        // As soon as the first knows of the other.
        await().untilAsserted(() -> assertThat(
                        RestAssured.get(installation.gateway().url().resolve("/q/metrics"))
                                .asString())
                .contains("sluice_replicas 2"));
        workspace.faults().inject("GET", "/api/2.0/sql/warehouses", 1, new Fault.Delay(Duration.ofSeconds(8)));
        long resets = workspace.ledger().of(Event.RESETS_BY_CLIENT);
        CompletableFuture<Reply> call =
                elsewhere.later(McpWire.request("3", "tools/call", "{\"name\":\"sql_warehouses_list\"}"));
        await().untilAsserted(() -> assertThat(workspace.faults().waiting()).isEmpty());

        at(installation.gateway())
                .with("Mcp-Session-Id", session)
                .post("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":3}}");

        assertThat(call).succeedsWithin(Duration.ofSeconds(5));
        await().untilAsserted(() ->
                assertThat(workspace.ledger().of(Event.RESETS_BY_CLIENT)).isEqualTo(resets + 1));
    }

    private McpWire at(GatewayProcess gateway) {
        return McpWire.at(gateway.url().resolve("/mcp").toString())
                .bearer(tenant.apiKey())
                .with("identifier", "agent");
    }
}
