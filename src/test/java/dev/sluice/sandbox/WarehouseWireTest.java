package dev.sluice.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.sandbox.warehouses.Warehouse;
import dev.sluice.sandbox.warehouses.Warehouse.State;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Warehouses in time, and who may do what with them. */
class WarehouseWireTest {
    private static final String ROOT = "/api/2.0/sql/warehouses";
    private static final String DAY = "9876543210fedcba";
    private static Sandbox sandbox;
    private static Workspace workspace;
    private static Wire admin;
    private static Warehouse warehouse;

    @BeforeAll
    static void start() {
        sandbox = Sandbox.builder().workspace(DefaultWorkspaces.globex()).start();
        workspace = sandbox.first();
        admin = Wire.as(workspace, "admin");
        warehouse = workspace.warehouses().find(DAY).orElseThrow();
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @BeforeEach
    void stopTheWarehouse() {
        workspace
                .settings()
                .change(new JsonObject()
                        .put(
                                "warehouses",
                                new JsonObject().put("start_delay", "P1D").put("stop_delay", "P1D")));
        warehouse.force(State.STOPPED);
    }

    @Test
    void startsInTime() {
        assertThat(admin.post(ROOT + "/" + DAY + "/start", "{}").body()).isEqualTo("{}");
        assertThat(state()).isEqualTo("STARTING");

        warehouse.force(State.RUNNING);

        assertThat(state()).isEqualTo("RUNNING");
    }

    @Test
    void stopsInTime() {
        warehouse.force(State.RUNNING);

        assertThat(admin.post(ROOT + "/" + DAY + "/stop", "{}").statusCode()).isEqualTo(200);

        assertThat(state()).isEqualTo("STOPPING");
    }

    @Test
    void startsForAStatementWhichWaitsMeanwhile() {
        String id = admin.execute("SELECT 1", asynchronous()).getString("statement_id");
        String path = "/api/2.0/sql/statements/" + id;
        assertThat(warehouse.state()).isEqualTo(State.STARTING);
        assertThat(admin.getJson(path).getJsonObject("status").getString("state"))
                .isEqualTo("PENDING");

        warehouse.force(State.RUNNING);

        await().until(() ->
                admin.getJson(path).getJsonObject("status").getString("state").equals("SUCCEEDED"));
    }

    @Test
    void failsWhatRunsOnItWhenItIsStopped() {
        String id = admin.execute("SELECT 1", asynchronous()).getString("statement_id");

        warehouse.stop();

        JsonObject status = admin.getJson("/api/2.0/sql/statements/" + id).getJsonObject("status");
        assertThat(status.getString("state")).isEqualTo("FAILED");
        assertThat(status.getJsonObject("error").getString("message"))
                .isEqualTo("Command failed because warehouse " + DAY + " was stopped.");
    }

    @Test
    void leavesTheStartToGoOnWhenTheStatementIsCancelled() {
        String id = admin.execute("SELECT 1", asynchronous()).getString("statement_id");

        admin.post("/api/2.0/sql/statements/" + id + "/cancel", "");

        assertThat(warehouse.state()).isEqualTo(State.STARTING);
    }

    @Test
    void letsOnlyAManagerStop() {
        Wire user = Wire.as(workspace, "sales-only");
        String first = workspace.plan().warehouseId();

        assertThat(user.post(ROOT + "/" + first + "/start", "{}").statusCode()).isEqualTo(200);
        HttpResponse<String> refused = user.post(ROOT + "/" + first + "/stop", "{}");

        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(new JsonObject(refused.body()).getString("message"))
                .isEqualTo(workspace.plan().principal("sales-only").principal().clientId()
                        + " is not authorized to perform this action. Please contact your administrator.");
    }

    @Test
    void hidesHealthFromThoseWhoMayOnlyUseIt() {
        JsonObject seen = Wire.as(workspace, "sales-only")
                .getJson(ROOT + "/" + workspace.plan().warehouseId());

        assertThat(seen.getJsonObject("health").getString("details"))
                .isEqualTo("Warehouse health details are not visible to users with the CAN_USE permission on the"
                        + " warehouse");
        assertThat(seen.getInteger("num_active_sessions")).isZero();
    }

    @Test
    void pagesItsListWhenAskedTo() {
        JsonObject first = admin.getJson(ROOT + "?page_size=1");
        JsonObject second = admin.getJson(ROOT + "?page_size=1&page_token=" + first.getString("next_page_token"));

        assertThat(first.getJsonArray("warehouses").size()).isEqualTo(1);
        assertThat(second.getJsonArray("warehouses").getJsonObject(0).getString("id"))
                .isEqualTo(DAY);
        assertThat(second.containsKey("next_page_token")).isFalse();
    }

    @Test
    void saysThatAWarehouseIsAbsent() {
        HttpResponse<String> answer = admin.get(ROOT + "/ffffffffffffffff");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(new JsonObject(answer.body()).getString("error_code")).isEqualTo("RESOURCE_DOES_NOT_EXIST");
    }

    private static JsonObject asynchronous() {
        return new JsonObject().put("warehouse_id", DAY).put("wait_timeout", "0s");
    }

    private static String state() {
        return admin.getJson(ROOT + "/" + DAY).getString("state");
    }
}
