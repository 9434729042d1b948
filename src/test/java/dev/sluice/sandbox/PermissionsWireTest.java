package dev.sluice.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The permission API's own words. */
class PermissionsWireTest {
    private static final String ROOT = "/api/2.0/permissions/";
    private static Sandbox sandbox;
    private static Workspace workspace;
    private static Wire admin;
    private static Wire sales;
    private static String salesId;

    @BeforeAll
    static void start() {
        sandbox = Sandbox.builder().workspace(DefaultWorkspaces.globex()).start();
        workspace = sandbox.first();
        admin = Wire.as(workspace, "admin");
        sales = Wire.as(workspace, "sales-only");
        salesId = workspace.plan().principal("sales-only").principal().clientId();
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"warehouses/", "sql/warehouses/"})
    void knowsWarehousesByTwoNames(String type) {
        String id = workspace.plan().warehouseId();

        JsonObject answer = admin.getJson(ROOT + type + id);

        assertThat(answer.getString("object_id")).isEqualTo("/sql/warehouses/" + id);
        assertThat(answer.getString("object_type")).isEqualTo("warehouses");
    }

    @Test
    void saysInEachTypesWordsThatOneMayNotManage() {
        assertThat(message(sales.get(ROOT + "jobs/1424242")))
                .isEqualTo(salesId + " does not have Manage permissions on Job with ID: ElasticJobId(1424242)."
                        + " Please contact the owner or an administrator for access.");
        assertThat(message(sales.get(ROOT + "clusters/1122-090001-globex00")))
                .isEqualTo(salesId + " does not have Owner permissions on Shared Analytics."
                        + " Please contact the owner or an administrator for access.");
        assertThat(message(sales.get(ROOT + "warehouses/" + workspace.plan().warehouseId())))
                .isEqualTo(salesId + " is not authorized to perform this action. Please contact your administrator.");
        assertThat(sales.get(ROOT + "notebooks/5").statusCode()).isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource({
        "clusters/nowhere, 400, Cluster nowhere does not exist",
        "jobs/12, 400, Job 12 does not exist.",
        "warehouses/ffffffffffffffff, 404, SQL warehouse ffffffffffffffff does not exist.",
        "spaceships/12, 400, The request_object_type spaceships is not recognized."
    })
    void refusesWhatDoesNotExist(String path, int status, String message) {
        HttpResponse<String> answer = admin.get(ROOT + path);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(message(answer)).isEqualTo(message);
    }

    @Test
    void refusesALevelThatTheTypeDoesNotHave() {
        HttpResponse<String> answer = admin.patch(ROOT + "clusters/1122-090001-globex00", grant("CAN_RUN"));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(message(answer))
                .isEqualTo(
                        "The permission_level of a cluster must be one of [CAN_ATTACH_TO, CAN_RESTART, CAN_MANAGE].");
    }

    @Test
    void replacesWhatWasGrantedDirectly() {
        admin.put(ROOT + "directories/8", grant("CAN_READ"));

        JsonObject answer = new JsonObject(admin.put(ROOT + "directories/8", "{\"access_control_list\":[]}")
                .body());

        assertThat(answer.getJsonArray("access_control_list").encode())
                .isEqualTo("[{\"group_name\":\"admins\",\"all_permissions\":[{\"permission_level\":\"CAN_MANAGE\","
                        + "\"inherited\":true,\"inherited_from_object\":[\"/directories/\"]}]}]");
    }

    @Test
    void letsAWarehouseBeUsedByThoseWhoWereGrantedIt() {
        Wire other = Wire.as(workspace, "no-warehouse");
        String otherId = workspace.plan().principal("no-warehouse").principal().clientId();
        assertThat(other.execute("SELECT 1", new JsonObject()).getString("error_code"))
                .isEqualTo("PERMISSION_DENIED");

        admin.patch(
                ROOT + "warehouses/" + workspace.plan().warehouseId(),
                grant("CAN_USE").replace(salesId, otherId));

        assertThat(other.execute("SELECT 1", new JsonObject())
                        .getJsonObject("status")
                        .getString("state"))
                .isEqualTo("SUCCEEDED");
    }

    private static String grant(String level) {
        JsonObject entry =
                new JsonObject().put("service_principal_name", salesId).put("permission_level", level);
        return new JsonObject()
                .put("access_control_list", new JsonArray().add(entry))
                .encode();
    }

    private static String message(HttpResponse<String> answer) {
        return new JsonObject(answer.body()).getString("message");
    }
}
