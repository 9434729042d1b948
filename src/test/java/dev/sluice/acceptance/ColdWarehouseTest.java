package dev.sluice.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.sandbox.Workspace;
import dev.sluice.sandbox.warehouses.Warehouse;
import dev.sluice.testing.Gateway;
import dev.sluice.testing.Gateway.Tenant;
import dev.sluice.testing.PostgresResource;
import dev.sluice.testing.SandboxResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Statements on a warehouse that is stopped. */
@QuarkusTest
@WithTestResource(PostgresResource.class)
@WithTestResource(SandboxResource.class)
class ColdWarehouseTest {
    private static final String EXECUTE = "databricksworkspace_sql_statement_execute";

    private final Workspace workspace = SandboxResource.second();
    private final Warehouse warehouse =
            workspace.warehouses().find("9876543210fedcba").orElseThrow();
    private Tenant tenant;

    @BeforeEach
    void setUp() {
        tenant = Gateway.tenant();
        tenant.connect("cold", workspace, workspace.plan().allRights());
        warehouse.force(Warehouse.State.STOPPED);
    }

    private void startTakes(String time) {
        workspace.settings().change(new JsonObject().put("warehouses", new JsonObject().put("start_delay", time)));
    }

    private Response call(String tool, Map<String, ?> params) {
        return tenant.asks()
                .body(Map.of("tool_name", tool, "identifier", "cold", "params", params))
                .post("/api/v1/execute_tool");
    }

    private Response query(Map<String, ?> more) {
        Map<String, Object> params = new HashMap<>(more);
        params.put("statement", "SELECT 42 AS answer");
        params.put("warehouse_id", warehouse.id());
        return call(EXECUTE, params);
    }

    @Test
    void aStatementDoesNotStartItUnasked() {
        JsonPath refused = query(Map.of()).then().statusCode(409).extract().jsonPath();

        assertThat(refused.getString("code")).isEqualTo("warehouse_stopped");
        assertThat(refused.getString("hint")).contains("start_warehouse");
        assertThat(warehouse.state()).isEqualTo(Warehouse.State.STOPPED);
    }

    @Test
    void aCallMayStartItAndWait() {
        startTakes("PT0.3S");

        JsonPath answer = query(Map.of("start_warehouse", true))
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();

        assertThat(answer.getString("data.result.data_array[0][0]")).isEqualTo("42");
        assertThat(warehouse.state()).isEqualTo(Warehouse.State.RUNNING);
    }

    @Test
    void theAccountMaySayThatEveryCallDoes() {
        startTakes("PT0.3S");
        tenant.asks().body("""
                        {"identifier": "cold", "connector": "databricksworkspace", "api_config": {"start_warehouse": true}}
                        """).put("/api/v1/connected_accounts").then().statusCode(200);

        query(Map.of()).then().statusCode(200);

        warehouse.force(Warehouse.State.STOPPED);
        assertThat(query(Map.of("start_warehouse", false)).jsonPath().getString("code"))
                .isEqualTo("warehouse_stopped");
    }

    @Test
    void aStatementThatOutlastsItsCallerIsPolled() {
        startTakes("PT1H");
        JsonPath waiting = query(Map.of("start_warehouse", true, "wait_timeout", "0s"))
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        assertThat(waiting.getString("data.status.state")).isEqualTo("PENDING");
        assertThat(waiting.getString("data.next.tool_name")).isEqualTo("databricksworkspace_sql_statement_get");

        warehouse.force(Warehouse.State.RUNNING);

        await().until(
                        () -> call(waiting.getString("data.next.tool_name"), waiting.getMap("data.next.params"))
                                .jsonPath()
                                .getString("data.result.data_array[0][0]"),
                        "42"::equals);
    }

    @Test
    void aStatementThatWaitsForItCanBeCanceled() {
        startTakes("PT1H");
        String statement = query(Map.of("start_warehouse", true, "wait_timeout", "0s"))
                .jsonPath()
                .getString("data.statement_id");

        call("databricksworkspace_sql_statement_cancel", Map.of("statement_id", statement))
                .then()
                .statusCode(200);

        await().until(
                        () -> call("databricksworkspace_sql_statement_get", Map.of("statement_id", statement))
                                .jsonPath()
                                .getString("data.status.state"),
                        "CANCELED"::equals);
    }
}
