package dev.sluice.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.sandbox.journal.Ledger.Event;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.IntStream;
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
                statement("SELECT 1").put("warehouse_id", neverStarting()).put("wait_timeout", "0s"));
        String path = STATEMENTS + "/" + answer.getString("statement_id");

        assertThat(admin.post(path + "/cancel", "").body()).isEqualTo("{}");

        assertThat(admin.getJson(path).getJsonObject("status").encode()).isEqualTo("{\"state\":\"CANCELED\"}");
        assertThat(workspace.ledger().of(Event.CANCELS)).isPositive();
    }

    @Test
    void cancelsWhatHasNotEndedInTimeIfAskedTo() {
        JsonObject answer = admin.execute(
                "SELECT 1",
                new JsonObject()
                        .put("warehouse_id", neverStarting())
                        .put("wait_timeout", "5s")
                        .put("on_wait_timeout", "CANCEL"));

        assertThat(answer.getJsonObject("status").encode()).isEqualTo("{\"state\":\"CANCELED\"}");
    }

    @Test
    void servesARangeOfALink() {
        HttpResponse<String> answer = Wire.send(Wire.bare(link("SELECT 1 AS a")).header("Range", "bytes=2-4"));

        assertThat(answer.statusCode()).isEqualTo(206);
        assertThat(answer.body()).isEqualTo("\"1\"");
        assertThat(answer.headers().firstValue("Content-Range")).hasValue("bytes 2-4/7");
    }

    @Test
    void refusesALinkWhoseSignatureWasChanged() {
        String link = link("SELECT 1 AS a").replace("X-Databricks-TTL=", "X-Databricks-TTL=9");

        HttpResponse<String> answer = Wire.send(Wire.bare(link));

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("<Code>SignatureDoesNotMatch</Code>");
    }

    @Test
    void compressesAnswersForThoseWhoAsk() {
        HttpResponse<String> answer = Wire.send(admin.request("/api/2.0/sql/warehouses")
                .header("Accept-Encoding", "gzip")
                .GET());

        assertThat(answer.headers().firstValue("Content-Encoding")).hasValue("gzip");
    }

    @Test
    void closesAStatementOfASessionAndLeavesOneWithout() {
        String session = admin.postJson("/api/2.0/sql/warehouses/abc123def456/sessions", new JsonObject())
                .getString("session_id");
        String inside = admin.execute("SELECT 1", new JsonObject().put("session_id", session))
                .getString("statement_id");
        String outside = admin.execute("SELECT 1", new JsonObject()).getString("statement_id");

        admin.delete(STATEMENTS + "/" + inside);
        admin.delete(STATEMENTS + "/" + outside);

        assertThat(state(admin.getJson(STATEMENTS + "/" + inside))).isEqualTo("CLOSED");
        assertThat(state(admin.getJson(STATEMENTS + "/" + outside))).isEqualTo("SUCCEEDED");
        assertThat(admin.delete("/api/2.0/sql/sessions/" + session + "?warehouse_id=abc123def456")
                        .body())
                .isEqualTo("{}");
    }

    @Test
    void freesItsThreadsWhenTheSqlOnThemIsCancelled() {
        int threads = workspace.settings().now().statements().workers();
        List<String> paths = IntStream.range(0, threads)
                .mapToObj(i -> STATEMENTS + "/" + endless().getString("statement_id"))
                .toList();
        await().until(() ->
                paths.stream().allMatch(path -> state(admin.getJson(path)).equals("RUNNING")));

        paths.forEach(path -> admin.post(path + "/cancel", ""));

        assertThat(paths)
                .allSatisfy(path -> assertThat(state(admin.getJson(path))).isEqualTo("CANCELED"));
        assertThat(rows(admin.execute("SELECT 1 AS a", new JsonObject().put("wait_timeout", "30s")))
                        .encode())
                .isEqualTo("[[\"1\"]]");
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

    private static JsonObject endless() {
        return admin.execute(
                "SELECT count(*) FROM main.sales.orders a CROSS JOIN main.sales.orders b CROSS JOIN main.sales.orders c"
                        + " WHERE a.order_id * b.order_id + c.order_id = -7",
                new JsonObject().put("wait_timeout", "0s"));
    }

    private static String neverStarting() {
        workspace.settings().change(new JsonObject().put("warehouses", new JsonObject().put("start_delay", "P1D")));
        return "a1b2c3d4e5f60718";
    }

    private static String link(String sql) {
        return admin.execute(sql, new JsonObject().put("disposition", "EXTERNAL_LINKS"))
                .getJsonObject("result")
                .getJsonArray("external_links")
                .getJsonObject(0)
                .getString("external_link");
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
