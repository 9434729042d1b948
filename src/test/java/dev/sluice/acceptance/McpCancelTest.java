package dev.sluice.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.sandbox.Workspace;
import dev.sluice.sandbox.faults.Fault;
import dev.sluice.sandbox.journal.Ledger.Event;
import dev.sluice.sandbox.warehouses.Warehouse;
import dev.sluice.testing.Gateway;
import dev.sluice.testing.Gateway.Tenant;
import dev.sluice.testing.McpWire;
import dev.sluice.testing.McpWire.Reply;
import dev.sluice.testing.PostgresResource;
import dev.sluice.testing.SandboxResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A call that nobody waits for any more is given up, and no other. */
@QuarkusTest
@WithTestResource(PostgresResource.class)
@WithTestResource(SandboxResource.class)
class McpCancelTest {
    private static final String WAREHOUSES = "{\"name\":\"sql_warehouses_list\",\"arguments\":{}}";

    private final Workspace workspace = SandboxResource.second();
    private Tenant tenant;

    @BeforeEach
    void connect() {
        tenant = Gateway.tenant();
        tenant.connect("agent", workspace, workspace.plan().allRights());
    }

    @AfterEach
    void heal() {
        workspace.faults().clear();
    }

    @Test
    void aCancelledCallIsGivenUpAtTheWorkspaceAndNotAnswered() {
        String session = agent().initialize();
        McpWire client = agent().with("Mcp-Session-Id", session);
        long resets = slowly();
        CompletableFuture<Reply> call = client.later(McpWire.request("7", "tools/call", WAREHOUSES));
        await().untilAsserted(() -> assertThat(workspace.faults().waiting()).isEmpty());

        client.post("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":\"7\"}}");
        client.post("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":8}}");
        assertThat(call).isNotDone();
        client.post("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":7}}");

        assertThat(call)
                .succeedsWithin(Duration.ofSeconds(5))
                .satisfies(reply -> assertThat(reply.http().body()).isEmpty());
        await().untilAsserted(() ->
                assertThat(workspace.ledger().of(Event.RESETS_BY_CLIENT)).isGreaterThan(resets));
    }

    @Test
    void aCancelledStatementIsCancelledAtTheWorkspace() {
        Warehouse cold = workspace.warehouses().find("9876543210fedcba").orElseThrow();
        cold.force(Warehouse.State.STOPPED);
        workspace.settings().change(new JsonObject().put("warehouses", new JsonObject().put("start_delay", "PT1H")));
        long executes = workspace.ledger().of(Event.EXECUTES);
        long cancels = workspace.ledger().of(Event.CANCELS);
        McpWire client = agent().with("Mcp-Session-Id", agent().initialize());
        CompletableFuture<Reply> call = client.later(McpWire.request(
                "\"s\"",
                "tools/call",
                "{\"name\":\"sql_statement_execute\",\"arguments\":{\"statement\":\"SELECT 1\",\"wait_timeout\":\"5s\","
                        + "\"start_warehouse\":true,\"warehouse_id\":\"" + cold.id()
                        + "\"},\"_meta\":{\"progressToken\":1}}"));
        await().untilAsserted(
                        () -> assertThat(workspace.ledger().of(Event.EXECUTES)).isGreaterThan(executes));

        client.post("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":\"s\"}}");

        assertThat(call)
                .succeedsWithin(Duration.ofSeconds(4))
                .satisfies(reply -> assertThat(reply.messages())
                        .isNotEmpty()
                        .allMatch(message -> message.path("method").asText().equals("notifications/progress")));
        // Once the workspace has told the statement's id.
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> assertThat(workspace.ledger().of(Event.CANCELS)).isGreaterThan(cancels));
        cold.force(Warehouse.State.RUNNING);
    }

    @Test
    void anotherCallersCancellationCancelsNothing() {
        String session = agent().initialize();
        slowly();
        CompletableFuture<Reply> call =
                agent().with("Mcp-Session-Id", session).later(McpWire.request("7", "tools/call", WAREHOUSES));
        await().untilAsserted(() -> assertThat(workspace.faults().waiting()).isEmpty());
        String cancel = "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":7}}";

        assertThat(agent().with("Mcp-Session-Id", agent().initialize())
                        .post(cancel)
                        .status())
                .isEqualTo(202);
        assertThat(agent().post(cancel).status()).isEqualTo(202);
        assertThat(McpWire.here()
                        .bearer(Gateway.tenant().apiKey())
                        .with("Mcp-Session-Id", session)
                        .post(cancel)
                        .status())
                .isEqualTo(404);

        assertThat(call)
                .succeedsWithin(Duration.ofSeconds(20))
                .satisfies(reply -> assertThat(reply.result().path("isError").asBoolean(true))
                        .isFalse());
    }

    @Test
    void aClientThatHangsUpHasItsCallGivenUp() throws IOException {
        long resets = slowly();
        String body = McpWire.request("1", "tools/call", WAREHOUSES);
        try (Socket socket = new Socket("127.0.0.1", RestAssured.port)) {
            socket.getOutputStream()
                    .write(("POST /mcp HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + tenant.apiKey()
                                    + "\r\nidentifier: agent\r\nContent-Type: application/json\r\n"
                                    + "Accept: application/json, text/event-stream\r\nContent-Length: "
                                    + body.length() + "\r\n\r\n" + body)
                            .getBytes(StandardCharsets.US_ASCII));
            await().untilAsserted(() -> assertThat(workspace.faults().waiting()).isEmpty());
        }

        await().untilAsserted(() ->
                assertThat(workspace.ledger().of(Event.RESETS_BY_CLIENT)).isGreaterThan(resets));
    }

    private long slowly() {
        // Whatever has to be asked before is asked now.
        agent().call("0", "tools/call", "{\"name\":\"clusters_list\"}");
        workspace.faults().inject("GET", "/api/2.0/sql/warehouses", 1, new Fault.Delay(Duration.ofSeconds(8)));
        return workspace.ledger().of(Event.RESETS_BY_CLIENT);
    }

    private McpWire agent() {
        return McpWire.agentOf(tenant);
    }
}
