package dev.sluice.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.sluice.face.grpc.wire.logs.GetToolCallLogRequest;
import dev.sluice.face.grpc.wire.logs.ListToolCallLogsRequest;
import dev.sluice.face.grpc.wire.logs.ListToolCallLogsResponse;
import dev.sluice.face.grpc.wire.logs.ToolCallLog;
import dev.sluice.face.grpc.wire.tools.ExecuteToolRequest;
import dev.sluice.face.grpc.wire.tools.ExecuteToolResponse;
import dev.sluice.sandbox.Workspace;
import dev.sluice.sandbox.faults.Fault;
import dev.sluice.store.ChangeFeed;
import dev.sluice.testing.Gateway;
import dev.sluice.testing.Gateway.Tenant;
import dev.sluice.testing.GrpcClient;
import dev.sluice.testing.PostgresResource;
import dev.sluice.testing.SandboxResource;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each tool call leaves one record, whatever came of it, and the record tells nothing of what was asked or answered. */
@QuarkusTest
@WithTestResource(PostgresResource.class)
@WithTestResource(SandboxResource.class)
class ToolCallLogsTest {
    private static final String PATH = "/api/v1/agentkit/tool_call_logs";
    private static final String CLUSTERS = "databricksworkspace_clusters_list";
    private static final String EXECUTE = "databricksworkspace_sql_statement_execute";
    private static final String WAREHOUSE = "0f1e2d3c4b5a6978";
    private static final String CANARY = "canary-of-the-customer";

    private static final MethodDescriptor<ExecuteToolRequest, ExecuteToolResponse> EXECUTE_TOOL = GrpcClient.method(
            "scalekit.v1.tools.ToolService/ExecuteTool",
            ExecuteToolRequest.getDefaultInstance(),
            ExecuteToolResponse.getDefaultInstance());
    private static final MethodDescriptor<GetToolCallLogRequest, ToolCallLog> GET = GrpcClient.method(
            "scalekit.v1.agentkit_logs.AgentkitLogsService/GetToolCallLog",
            GetToolCallLogRequest.getDefaultInstance(),
            ToolCallLog.getDefaultInstance());
    private static final MethodDescriptor<ListToolCallLogsRequest, ListToolCallLogsResponse> LIST = GrpcClient.method(
            "scalekit.v1.agentkit_logs.AgentkitLogsService/ListToolCallLogs",
            ListToolCallLogsRequest.getDefaultInstance(),
            ListToolCallLogsResponse.getDefaultInstance());

    private final Workspace workspace = SandboxResource.second();
    private final String identifier = UUID.randomUUID().toString();
    private Tenant tenant;
    private GrpcClient grpc;

    @Inject
    ChangeFeed feed;

    @BeforeEach
    void setUp() {
        tenant = Gateway.tenant();
        tenant.connect(identifier, workspace, workspace.plan().allRights());
        grpc = GrpcClient.plaintext(RestAssured.port);
    }

    @AfterEach
    void tearDown() {
        grpc.close();
        workspace.faults().clear();
    }

    @Test
    void aCallIsRecordedWithWhoAskedForWhomAndHowItEnded() {
        Instant before = Instant.now().minusMillis(1);
        String execution = call(Map.of("agent_run_id", "run-7", "user_id", "u-1", "organization_id", "o-1"))
                .path("execution_id");

        Map<String, Object> log = record(execution);

        assertThat(log)
                .containsEntry("execution_id", execution)
                .containsEntry("id", execution.replace("exe_", "tcl_"))
                .containsEntry("environment_id", tenant.environment())
                .containsEntry("agent_run_id", "run-7")
                .containsEntry("user_id", "u-1")
                .containsEntry("organization_id", "o-1")
                .containsEntry("tool_name", CLUSTERS)
                .containsEntry("provider", "databricksworkspace")
                .containsEntry("connection_name", "databricksworkspace")
                .containsEntry("identifier", identifier)
                .containsEntry("source", "API")
                .containsEntry("status", "success")
                .doesNotContainKeys("error_tier", "error_code", "error_message");
        assertThat(String.valueOf(log.get("connected_account_id"))).startsWith("ca_");
        assertThat(String.valueOf(log.get("connection_id"))).startsWith("conn_");
        assertThat(String.valueOf(log.get("client_id"))).startsWith("key_");
        assertThat(Instant.parse(String.valueOf(log.get("started_at")))).isBetween(before, Instant.now());
        assertThat(log)
                .hasEntrySatisfying(
                        "duration_ms", took -> assertThat((int) took).isBetween(0, 60_000));
    }

    @Test
    void aCallOverGrpcIsRecordedAndReadOverGrpc() {
        ExecuteToolResponse answer = grpc.call(
                EXECUTE_TOOL,
                ExecuteToolRequest.newBuilder()
                        .setToolName(CLUSTERS)
                        .setIdentifier(identifier)
                        .setAgentRunId("run-8")
                        .build(),
                bearer());
        record(answer.getExecutionId());

        ToolCallLog log = grpc.call(
                GET,
                GetToolCallLogRequest.newBuilder()
                        .setExecutionId(answer.getExecutionId())
                        .build(),
                bearer());
        ListToolCallLogsResponse list = grpc.call(
                LIST,
                ListToolCallLogsRequest.newBuilder()
                        .setAgentRunId("run-8")
                        .addStatus("success")
                        .addSource("API")
                        .addProvider("databricksworkspace")
                        .setConnectionName("Databricks")
                        .setConnectionId(log.getConnectionId())
                        .setConnectedAccountId(log.getConnectedAccountId())
                        .setIdentifier(identifier)
                        .setStartTime(log.getStartedAt())
                        .build(),
                bearer());

        assertThat(log.getToolName()).isEqualTo(CLUSTERS);
        assertThat(log.getStatus()).isEqualTo("success");
        assertThat(log.getErrorCode()).isEmpty();
        assertThat(log.getAgentRunId()).isEqualTo("run-8");
        assertThat(log.hasOrganizationId()).isFalse();
        assertThat(log.getAgentId()).startsWith("key_");
        assertThat(list.getToolCallLogsList()).containsExactly(log);
        assertThat(list.getTotalSize()).isEqualTo(1);
        assertThat(list.getNextPageToken()).isEmpty();
    }

    @Test
    void whatTheWorkspaceRefusesIsTheProvidersError() {
        String execution = sql("SELEC '" + CANARY + "'").path("execution_id");

        assertThat(record(execution))
                .containsEntry("status", "provider_error")
                .containsEntry("error_tier", "provider")
                .containsEntry("error_code", "sql_error")
                .containsEntry("error_message", "The statement failed");
    }

    @ParameterizedTest
    @CsvSource({
        "no_such_tool, %s, tool_not_found",
        "databricksworkspace_clusters_list, nobody, account_not_found",
        "databricksworkspace_cluster_get, %s, invalid_request"
    })
    void whatTheGatewayRefusesIsThePlatformsError(String tool, String who, String code) {
        String execution = tenant.asks()
                .body(Map.of("tool_name", tool, "identifier", who.formatted(identifier)))
                .post("/api/v1/execute_tool")
                .path("execution_id");

        assertThat(record(execution))
                .containsEntry("status", "platform_error")
                .containsEntry("error_tier", "platform")
                .containsEntry("error_code", code)
                .containsEntry("tool_name", tool)
                .containsEntry("identifier", who.formatted(identifier));
    }

    @Test
    void aCallWithoutTheScopeIsRecordedForItsEnvironment() {
        String execution = tenant.scoped("accounts:read")
                .asks()
                .body(Map.of("tool_name", CLUSTERS, "identifier", identifier))
                .post("/api/v1/execute_tool")
                .path("execution_id");

        assertThat(record(execution)).containsEntry("error_code", "forbidden");
    }

    @Test
    void aCallOfNobodyLeavesNoRecord() {
        Gateway.bearer("slk_nobodys")
                .body(Map.of("tool_name", CLUSTERS, "identifier", identifier))
                .post("/api/v1/execute_tool")
                .then()
                .statusCode(401);
        record(call(Map.of()).path("execution_id"));

        assertThat(rows()).hasSize(1);
    }

    @Test
    void aStreamIsRecordedOnceItIsOver() {
        Response stream = stream("SELECT '" + CANARY + "' AS told WHERE 1 = 2");
        assertThat(stream.asString()).contains("{\"end\"");

        assertThat(record(stream.header("Sluice-Execution-Id")))
                .containsEntry("tool_name", EXECUTE)
                .containsEntry("status", "success")
                .containsEntry("agent_run_id", "run-of-rows");
    }

    @Test
    void aStreamThatFailsBehindItsFirstLineIsRecordedAsFailed() {
        // Whose result lies at a host that this gateway does not know.
        Response stream = stream("SELECT 1 AS told");
        assertThat(stream.asString()).contains("{\"header\"", "{\"error\"");

        assertThat(record(stream.header("Sluice-Execution-Id")))
                .containsEntry("status", "provider_error")
                .containsEntry("error_code", "result_link_refused");
    }

    @Test
    void aStreamThatFailsBeforeItsFirstLineIsRecordedAsFailed() {
        String execution = stream("SELEC 1").path("execution_id");

        assertThat(record(execution))
                .containsEntry("status", "provider_error")
                .containsEntry("error_code", "sql_error");
    }

    @Test
    void aCallerThatLeavesIsRecordedAsSuch() throws Exception {
        workspace.faults().inject("GET", "/api/2.1/clusters/list", 1, new Fault.Delay(Duration.ofSeconds(20)));
        String body = "{\"tool_name\":\"" + CLUSTERS + "\",\"identifier\":\"" + identifier + "\"}";
        try (Socket socket = new Socket("127.0.0.1", RestAssured.port)) {
            socket.getOutputStream()
                    .write(("POST /api/v1/execute_tool HTTP/1.1\r\nHost: sluice\r\nAuthorization: " + bearer()
                                    + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                            .getBytes(StandardCharsets.US_ASCII));
            await().untilAsserted(() -> assertThat(workspace.faults().waiting()).isEmpty());
        }

        List<Map<String, Object>> logs =
                await().until(() -> list("").getList("tool_call_logs"), found -> !found.isEmpty());

        assertThat(logs.getFirst())
                .containsEntry("status", "platform_error")
                .containsEntry("error_code", "client_cancelled");
    }

    @Test
    void nothingOfWhatWasAskedOrAnsweredIsKept() {
        sql("SELECT '" + CANARY + "' AS told");
        sql("SELECT " + CANARY.replace("-", "_") + " FROM nowhere");
        stream("SELECT '" + CANARY + "' AS told").asString();
        await().until(() -> rows().size() == 3);

        assertThat(PostgresResource.rows(
                        "select cast(l as text) from tool_call_log l where identifier = '%s'".formatted(identifier)))
                .noneMatch(row -> row.contains("canary"))
                .noneMatch(row -> row.contains("slk_"));
    }

    @Test
    void anotherEnvironmentSeesNothingOfIt() {
        String execution = call(Map.of()).path("execution_id");
        record(execution);
        Tenant other = Gateway.tenant();

        other.asks().get(PATH + "/" + execution).then().statusCode(404).body("code", equalTo("not_found"));
        other.asks()
                .get(PATH + "?identifier=" + identifier)
                .then()
                .statusCode(200)
                .body("total_size", equalTo(0));
        assertThatExceptionOfType(StatusRuntimeException.class)
                .isThrownBy(() -> grpc.call(
                        GET,
                        GetToolCallLogRequest.newBuilder()
                                .setExecutionId(execution)
                                .build(),
                        "Bearer " + other.apiKey()))
                .satisfies(refusal -> assertThat(refusal.getStatus().getCode()).isEqualTo(Status.Code.NOT_FOUND));
    }

    @Test
    void recordsNeedTheScopeThatSeesAccounts() {
        tenant.scoped("tools:execute").asks().get(PATH).then().statusCode(403).body("code", equalTo("forbidden"));
    }

    @Test
    void pagesGiveEachRecordOnceTheNewestFirst() {
        List<String> executions = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            executions.addFirst(call(Map.of()).path("execution_id"));
        }
        executions.forEach(this::record);
        List<Object> seen = new ArrayList<>();
        String token = "";
        do {
            var page = list("?page_size=3&page_token=" + token);
            assertThat(page.getInt("total_size")).isEqualTo(7);
            seen.addAll(page.getList("tool_call_logs.execution_id"));
            token = page.getString("next_page_token");
        } while (token != null);

        assertThat(seen).containsExactlyElementsOf(executions);
    }

    @Test
    void eachFilterChoosesAndTogetherTheyNarrow() {
        String good = call(Map.of("agent_run_id", "run-1")).path("execution_id");
        String bad = sql("SELEC 1").path("execution_id");
        String refused = tenant.asks()
                .body(Map.of("tool_name", "no_such_tool", "identifier", identifier))
                .post("/api/v1/execute_tool")
                .path("execution_id");
        List.of(good, bad, refused).forEach(this::record);
        Map<String, Object> log = record(good);

        assertThat(found("status=success")).containsExactly(good);
        assertThat(found("status=provider_error")).containsExactly(bad);
        assertThat(found("status=platform_error")).containsExactly(refused);
        assertThat(found("status=success&status=platform_error")).containsExactly(refused, good);
        assertThat(found("agent_run_id=run-1")).containsExactly(good);
        assertThat(found("tool_name=" + CLUSTERS + "&tool_name=no_such_tool")).containsExactly(refused, good);
        assertThat(found("identifier=" + identifier)).hasSize(3);
        assertThat(found("identifier=another")).isEmpty();
        assertThat(found("provider=gmail")).isEmpty();
        assertThat(found("source=MCP")).isEmpty();
        assertThat(found("source=MCP&source=API")).hasSize(3);
        assertThat(found("connection_name=WORKSPACE")).hasSize(3);
        assertThat(found("connection_id=" + log.get("connection_id"))).hasSize(3);
        assertThat(found("connected_account_id=" + log.get("connected_account_id") + "&status=success"))
                .containsExactly(good);
        Object start = record(bad).get("started_at");
        assertThat(found("start_time=" + start)).containsExactly(refused, bad);
        assertThat(found("end_time=" + start)).containsExactly(good);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "status=failed",
                "source=REST",
                "page_size=101",
                "page_size=-1",
                "page_size=x",
                "page_token=x",
                "page_token=ZXhlXw",
                "start_time=yesterday",
                "end_time=2026",
                "identifier=%00"
            })
    void aListThatCannotBeIsRefusedWithItsPlace(String query) {
        tenant.asks()
                .get(PATH + "?" + query)
                .then()
                .statusCode(400)
                .body("pointer", equalTo("/" + query.substring(0, query.indexOf('='))));
    }

    @Test
    void aListThatTakesTooLongIsRefused() throws Exception {
        try (Connection connection = PostgresResource.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("lock table tool_call_log in access exclusive mode");

            tenant.asks()
                    .get(PATH)
                    .then()
                    .statusCode(400)
                    .body("code", equalTo("invalid_request"))
                    .body("pointer", equalTo("/start_time"));

            connection.rollback();
        }
        tenant.asks().get(PATH).then().statusCode(200);
    }

    @Test
    void recordsWaitForADatabaseThatIsAway() {
        call(Map.of());
        PostgresResource.close();
        String execution;
        try {
            execution = call(Map.of()).path("execution_id");
        } finally {
            PostgresResource.open();
        }
        await().atMost(Duration.ofSeconds(30)).until(feed::isLive);

        assertThat(record(execution)).containsEntry("status", "success");
    }

    private Response call(Map<String, Object> more) {
        Map<String, Object> body = new HashMap<>(more);
        body.put("tool_name", CLUSTERS);
        body.put("identifier", identifier);
        Response answer = tenant.asks().body(body).post("/api/v1/execute_tool");
        answer.then().statusCode(200);
        return answer;
    }

    private Response sql(String statement) {
        return tenant.asks()
                .body(Map.of(
                        "tool_name",
                        EXECUTE,
                        "identifier",
                        identifier,
                        "params",
                        Map.of("warehouse_id", WAREHOUSE, "statement", statement)))
                .post("/api/v1/execute_tool");
    }

    private Response stream(String statement) {
        return tenant.asks()
                .body(Map.of(
                        "identifier", identifier,
                        "warehouse_id", WAREHOUSE,
                        "statement", statement,
                        "agent_run_id", "run-of-rows"))
                .post("/api/v1/sql/stream");
    }

    private Map<String, Object> record(String execution) {
        return await().until(() -> tenant.asks().get(PATH + "/" + execution), answer -> answer.statusCode() == 200)
                .path("");
    }

    private List<Object> found(String query) {
        return list("?" + query).getList("tool_call_logs.execution_id");
    }

    private io.restassured.path.json.JsonPath list(String query) {
        return tenant.asks().get(PATH + query).then().statusCode(200).extract().jsonPath();
    }

    private List<String> rows() {
        return PostgresResource.rows(
                "select execution_id from tool_call_log where identifier = '%s'".formatted(identifier));
    }

    private String bearer() {
        return "Bearer " + tenant.apiKey();
    }
}
