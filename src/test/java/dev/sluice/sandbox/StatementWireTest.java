package dev.sluice.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.sandbox.journal.Ledger.Event;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Statement Execution, byte for byte. */
class StatementWireTest {
    private static final String STATEMENTS = "/api/2.0/sql/statements";
    private static Sandbox sandbox;
    private static Workspace workspace;
    private static Wire admin;

    @BeforeAll
    static void start() {
        sandbox = Sandbox.builder().workspace(DefaultWorkspaces.acme()).start();
        workspace = sandbox.first();
        admin = Wire.as(workspace, "admin");
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @Test
    void answersASmallResultInlineInTheOrderOfTheWire() {
        HttpResponse<String> answer = admin.post(
                STATEMENTS,
                statement("SELECT order_id, status FROM main.sales.orders ORDER BY order_id LIMIT 2")
                        .encode());

        JsonObject body = new JsonObject(answer.body());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(body.fieldNames()).containsExactly("statement_id", "status", "manifest", "result");
        assertThat(body.getJsonObject("status").encode()).isEqualTo("{\"state\":\"SUCCEEDED\"}");
        assertThat(body.getJsonObject("manifest").fieldNames())
                .containsExactly("format", "schema", "total_chunk_count", "chunks", "total_row_count", "truncated");
        assertThat(body.getJsonObject("result").fieldNames())
                .containsExactly("chunk_index", "row_offset", "row_count", "data_array");
        assertThat(body.getJsonObject("result").getJsonArray("data_array").size())
                .isEqualTo(2);
        assertThat(answer.headers().firstValue("Content-Length"))
                .hasValue(String.valueOf(answer.body().length()));
    }

    @Test
    void answersAtOnceWithoutWaitAndLeavesTheRestToPolls() {
        JsonObject answer =
                admin.postJson(STATEMENTS, statement("SELECT 1 AS a").put("wait_timeout", "0s"));
        String id = answer.getString("statement_id");
        assertThat(answer.encode()).isEqualTo("{\"statement_id\":\"" + id + "\",\"status\":{\"state\":\"PENDING\"}}");

        await().until(() -> state(admin.getJson(STATEMENTS + "/" + id)).equals("SUCCEEDED"));

        assertThat(rows(admin.getJson(STATEMENTS + "/" + id)).encode()).isEqualTo("[[\"1\"]]");
    }

    @Test
    void givesALinkThatServesTheRowsAndRefusesAToken() {
        JsonObject answer =
                admin.postJson(STATEMENTS, statement("SELECT 1 AS a").put("disposition", "EXTERNAL_LINKS"));

        JsonObject link =
                answer.getJsonObject("result").getJsonArray("external_links").getJsonObject(0);
        assertThat(link.fieldNames())
                .containsExactly("chunk_index", "row_offset", "row_count", "byte_count", "external_link", "expiration");
        String url = link.getString("external_link");
        assertThat(Wire.send(Wire.bare(url)).body()).isEqualTo("[[\"1\"]]");
        HttpResponse<String> refused = admin.get(url);
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("<Code>InvalidArgument</Code>");
    }

    @Test
    void cancelsWhatWaitsForAWarehouse() {
        JsonObject answer = admin.postJson(
                STATEMENTS,
                statement("SELECT 1").put("warehouse_id", "a1b2c3d4e5f60718").put("wait_timeout", "0s"));
        String path = STATEMENTS + "/" + answer.getString("statement_id");

        assertThat(admin.post(path + "/cancel", "").body()).isEqualTo("{}");

        assertThat(admin.getJson(path).getJsonObject("status").encode()).isEqualTo("{\"state\":\"CANCELED\"}");
        assertThat(workspace.ledger().of(Event.CANCELS)).isPositive();
    }

    @Test
    void refusesAWarehouseWithoutTheRightToUseIt() {
        HttpResponse<String> answer = Wire.as(workspace, "no-warehouse")
                .post(STATEMENTS, statement("SELECT 1").encode());

        String requestId = answer.headers().firstValue("X-Request-Id").orElseThrow();
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body())
                .isEqualTo(
                        "{\"error_code\":\"PERMISSION_DENIED\",\"message\":\"You do not have permission to use the SQL"
                                + " Warehouse. Please contact your administrator.\",\"details\":[{\"@type\":"
                                + "\"type.googleapis.com/google.rpc.ResourceInfo\",\"resource_type\":\"warehouse\","
                                + "\"resource_name\":\"abc123def456\",\"owner\":\"\",\"description\":"
                                + "\"user is not authorized to use this warehouse\"},{\"@type\":"
                                + "\"type.googleapis.com/google.rpc.RequestInfo\",\"request_id\":\"" + requestId
                                + "\",\"serving_data\":\"\"}]}");
    }

    private static JsonObject statement(String sql) {
        return new JsonObject().put("statement", sql).put("warehouse_id", "abc123def456");
    }

    private static String state(JsonObject answer) {
        return answer.getJsonObject("status").getString("state");
    }

    private static JsonArray rows(JsonObject answer) {
        return answer.getJsonObject("result").getJsonArray("data_array");
    }
}
