package dev.sluice.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.sluice.sandbox.Workspace;
import dev.sluice.sandbox.warehouses.Warehouse;
import dev.sluice.testing.Gateway;
import dev.sluice.testing.Gateway.Tenant;
import dev.sluice.testing.PostgresResource;
import dev.sluice.testing.SandboxResource;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.json.schema.JsonSchemaValidator;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.InitializeResult;
import io.modelcontextprotocol.spec.McpSchema.LoggingLevel;
import io.modelcontextprotocol.spec.McpSchema.ProgressNotification;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tools over the Model Context Protocol, by its official client for Java. */
@QuarkusTest
@WithTestResource(PostgresResource.class)
@WithTestResource(SandboxResource.class)
class McpClientTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonSchemaFactory SCHEMAS = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
    private static final String SQL = "sql_statement_execute";

    private final Workspace workspace = SandboxResource.second();
    private final String warehouse = workspace.plan().warehouseId();
    private final List<McpSyncClient> clients = new ArrayList<>();
    private final List<ProgressNotification> progress = new CopyOnWriteArrayList<>();
    private Tenant tenant;

    @BeforeEach
    void connect() {
        tenant = Gateway.tenant();
        tenant.connect("agent", workspace, workspace.plan().allRights());
    }

    @AfterEach
    void close() {
        clients.forEach(McpSyncClient::close);
        workspace.faults().clear();
    }

    @Test
    void aHandshakeTellsWhatThereIs() {
        McpSyncClient client = agent();

        InitializeResult greeting = client.getCurrentInitializationResult();
        assertThat(greeting.serverInfo().name()).isEqualTo("sluice");
        assertThat(greeting.protocolVersion()).isEqualTo("2025-11-25");
        assertThat(greeting.instructions()).contains("sql_statement_execute");
        assertThat(greeting.capabilities().tools()).isNotNull();
        assertThat(greeting.capabilities().resources()).isNotNull();
        assertThat(greeting.capabilities().prompts()).isNotNull();
        client.ping();
        client.setLoggingLevel(LoggingLevel.WARNING);
    }

    @Test
    void allToolsAreListedWithSchemasAndAnnotations() {
        List<Tool> tools = agent().listTools().tools();

        assertThat(tools).hasSize(53).allSatisfy(tool -> {
            assertThat("mcp__databricks-sluice__" + tool.name()).hasSizeLessThanOrEqualTo(64);
            assertThat(tool.name()).doesNotStartWith("databricksworkspace");
            assertThat(tool.title()).isNotBlank();
            assertThat(tool.description()).isNotBlank().doesNotContain("databricksworkspace_");
            assertThat(tool.inputSchema().type()).isEqualTo("object");
            assertThat(tool.outputSchema()).containsEntry("type", "object");
            assertThat(tool.annotations().openWorldHint()).isTrue();
        });
        assertThat(tools)
                .filteredOn(tool -> tool.name().equals("cluster_permanent_delete"))
                .singleElement()
                .satisfies(tool -> {
                    assertThat(tool.annotations().destructiveHint()).isTrue();
                    assertThat(tool.annotations().readOnlyHint()).isFalse();
                    assertThat(tool.annotations().idempotentHint()).isTrue();
                });
        assertThat(tools)
                .filteredOn(tool -> tool.annotations().readOnlyHint())
                .extracting(Tool::name)
                .contains("sql_warehouses_list", "job_get")
                .doesNotContain(SQL, "job_run_now");
    }

    @ParameterizedTest
    @ValueSource(strings = {SQL, "databricksworkspace_sql_statement_execute"})
    void aToolRunsByItsShortAndItsLongName(String name) {
        CallToolResult result = call(agent(), name, sql("SELECT 40 + 2 AS n, 'ü\n\"' AS text"));

        assertThat(result.isError()).isFalse();
        assertThat(data(result).at("/result/data_array").toString()).isEqualTo("[[\"42\",\"ü\\n\\\"\"]]");
        assertThat(text(result)).isEqualTo(parsed(text(result)).toString()).contains("\"statement_id\"");
        assertThat(parsed(text(result))).isEqualTo(data(result));
        assertThat((String) result.meta().get("dev.sluice/execution_id")).startsWith("exe_");
    }

    @Test
    void whatGoesWrongWithAToolIsAResultThatSaysWhatToDo() {
        McpSyncClient client = agent();

        assertThat(failure(call(client, SQL, sql("SELEC 1")), "sql_error")).startsWith("sql_error: ");
        assertThat(failure(call(client, SQL, Map.of("statement", "SELECT 1")), "invalid_request"))
                .isEqualTo("invalid_request: The parameter warehouse_id is missing. Give warehouse_id.");
        assertThat(failure(call(client, SQL, Map.of("statement", 1, "warehouse_id", warehouse)), "invalid_request"))
                .contains("/arguments/statement");
        assertThat(failure(call(client, "job_get", Map.of("job_id", 1)), "object_not_found"))
                .contains("jobs_list")
                .doesNotContain("databricksworkspace_");
    }

    @Test
    void aToolThatThereIsNotIsAMistakeAgainstTheProtocol() {
        McpError error = catchThrowableOfType(McpError.class, () -> call(agent(), "no_such_tool", Map.of()));

        assertThat(error.getJsonRpcError().code()).isEqualTo(-32602);
    }

    @Test
    void aCallerIsShownAndRunsWhatItsPolicyAllows() {
        McpSyncClient reader = client("/mcp", Map.of("Authorization", "Bearer " + session(Map.of("read_only", true))));
        McpSyncClient narrow = client(
                "/mcp",
                Map.of("Authorization", "Bearer " + session(Map.of("tools", List.of("databricksworkspace_jobs_*")))));

        assertThat(reader.listTools().tools())
                .extracting(Tool::name)
                .contains(SQL, "jobs_list")
                .doesNotContain("cluster_create", "job_run_now");
        assertThat(call(reader, SQL, sql("SELECT 1")).isError()).isFalse();
        failure(call(reader, SQL, sql("DROP TABLE main.sales.orders")), "read_only");
        failure(call(reader, "sql_warehouse_stop", Map.of("warehouse_id", warehouse)), "read_only");
        assertThat(narrow.listTools().tools()).extracting(Tool::name).containsExactly("jobs_list");
        failure(call(narrow, "clusters_list", Map.of()), "tool_not_allowed");
    }

    @Test
    void aSessionTokenReachesItsAccountAlone() {
        tenant.connect("other", workspace, workspace.plan().principal("no-warehouse"));
        String token = session(Map.of());

        assertThat(call(client("/mcp", Map.of("Authorization", "Bearer " + token)), "clusters_list", Map.of())
                        .isError())
                .isFalse();
        failure(
                call(
                        client("/mcp", Map.of("Authorization", "Bearer " + token, "identifier", "other")),
                        "clusters_list",
                        Map.of()),
                "forbidden");
    }

    @Test
    void anotherTenantsAccountIsNotFound() {
        Tenant stranger = Gateway.tenant();

        failure(
                call(
                        client("/mcp", Map.of("Authorization", "Bearer " + stranger.apiKey(), "identifier", "agent")),
                        "clusters_list",
                        Map.of()),
                "account_not_found");
    }

    @Test
    void anAccountMayBeNamedByIdentifierAndConnection() {
        McpSyncClient client = client(
                "/mcp",
                Map.of(
                        "Authorization",
                        "Bearer " + tenant.apiKey(),
                        "identifier",
                        "agent",
                        "connection_name",
                        "databricksworkspace"));

        assertThat(call(client, "clusters_list", Map.of()).isError()).isFalse();
    }

    @Test
    void progressIsToldWhileAWarehouseStarts() {
        Warehouse cold = workspace.warehouses().find("9876543210fedcba").orElseThrow();
        cold.force(Warehouse.State.STOPPED);
        workspace.settings().change(new JsonObject().put("warehouses", new JsonObject().put("start_delay", "PT1.5S")));

        CallToolResult result = agent().callTool(CallToolRequest.builder()
                .name(SQL)
                .arguments(Map.of("statement", "SELECT 1", "warehouse_id", cold.id(), "start_warehouse", true))
                .progressToken("start-1")
                .build());

        assertThat(result.isError()).isFalse();
        await().untilAsserted(() -> assertThat(progress).hasSizeGreaterThan(2));
        assertThat(progress)
                .allSatisfy(told -> assertThat(told.progressToken()).isEqualTo("start-1"))
                .extracting(ProgressNotification::progress)
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(progress.getFirst().message()).isEqualTo("The SQL warehouse was stopped and is starting.");
    }

    @Test
    void progressIsToldToNobodyWhoDoesNotAsk() {
        assertThat(call(agent(), SQL, sql("SELECT 1")).isError()).isFalse();

        assertThat(progress).isEmpty();
    }

    @Test
    void aLargeAnswerIsCutAndSaysHowToGoOn() {
        McpSyncClient client = agent();
        CallToolResult result = call(client, SQL, sql("SELECT repeat('x', 1000) AS x FROM range(1000)"));
        List<JsonNode> rows = new ArrayList<>();
        int calls = 1;

        while (true) {
            assertThat(result.isError()).isFalse();
            assertThat(text(result).length()).isLessThanOrEqualTo(256 * 1024);
            JsonNode data = data(result);
            (data.has("result") ? data.path("result") : data).path("data_array").forEach(rows::add);
            if (!data.has("next")) {
                break;
            }
            String toDo = ((TextContent) result.content().get(1)).text();
            assertThat(toDo).contains("call sql_statement_result_chunk_get with {", "GET /api/v1/sql/stream/");
            assertThat(data.at("/next/tool_name").asText()).isEqualTo("sql_statement_result_chunk_get");
            result = call(client, "sql_statement_result_chunk_get", arguments(data.at("/next/params")));
            calls++;
        }

        assertThat(rows).hasSize(1000);
        assertThat(calls).isBetween(4, 6);
    }

    @Test
    void inCompactModeTwoToolsFindAndCallAllOthers() {
        McpSyncClient client = client("/mcp?mode=compact", identified());

        assertThat(client.listTools().tools()).extracting(Tool::name).containsExactly("search_tools", "call_tool");
        JsonNode found = data(call(client, "search_tools", Map.of("query", "run a SQL statement", "limit", 3)));
        assertThat(found.path("tools")).hasSize(3);
        assertThat(found.at("/tools/0/name").asText()).isEqualTo(SQL);
        assertThat(found.at("/tools/0/input_schema/properties").has("statement"))
                .isTrue();

        CallToolResult result = call(client, "call_tool", Map.of("name", SQL, "arguments", sql("SELECT 40 + 2")));
        assertThat(data(result).at("/result/data_array").toString()).isEqualTo("[[\"42\"]]");
        failure(call(client, "call_tool", Map.of("name", SQL, "arguments", sql("SELEC"))), "sql_error");
    }

    @Test
    void compactModeFindsAndCallsWhatThePolicyAllowsAlone() {
        Map<String, String> headers = new HashMap<>(
                Map.of("Authorization", "Bearer " + session(Map.of("tools", List.of("databricksworkspace_jobs_*")))));
        headers.put("sluice-mcp-mode", "compact");
        McpSyncClient client = client("/mcp", headers);

        JsonNode found = data(call(client, "search_tools", Map.of("query", "sql jobs clusters list", "limit", 20)));
        assertThat(found.path("tools").findValuesAsText("name")).containsExactly("jobs_list");
        failure(call(client, "call_tool", Map.of("name", "clusters_list")), "tool_not_allowed");
    }

    private McpSyncClient agent() {
        return client("/mcp", identified());
    }

    private Map<String, String> identified() {
        return Map.of("Authorization", "Bearer " + tenant.apiKey(), "identifier", "agent");
    }

    private McpSyncClient client(String endpoint, Map<String, String> headers) {
        McpSyncClient client = McpClient.sync(
                        HttpClientStreamableHttpTransport.builder("http://localhost:" + RestAssured.port)
                                .endpoint(endpoint)
                                .customizeRequest(request -> headers.forEach(request::header))
                                .build())
                .requestTimeout(Duration.ofSeconds(60))
                .jsonSchemaValidator(McpClientTest::validate)
                .progressConsumer(progress::add)
                .build();
        clients.add(client);
        client.initialize();
        return client;
    }

    // A client that knows a tool's output schema holds its answers to it.
    private static JsonSchemaValidator.ValidationResponse validate(Map<String, Object> schema, Object content) {
        var complaints = SCHEMAS.getSchema(JSON.<JsonNode>valueToTree(schema)).validate(JSON.valueToTree(content));
        return complaints.isEmpty()
                ? JsonSchemaValidator.ValidationResponse.asValid(String.valueOf(content))
                : JsonSchemaValidator.ValidationResponse.asInvalid(complaints.toString());
    }

    private String session(Map<String, ?> narrower) {
        Map<String, Object> wanted = new HashMap<>(narrower);
        wanted.put("identifier", "agent");
        return tenant.asks()
                .body(wanted)
                .post("/api/v1/session_tokens")
                .then()
                .statusCode(201)
                .extract()
                .path("token");
    }

    private Map<String, Object> sql(String statement) {
        return Map.of("statement", statement, "warehouse_id", warehouse);
    }

    private static CallToolResult call(McpSyncClient client, String tool, Map<String, Object> arguments) {
        return client.callTool(
                CallToolRequest.builder().name(tool).arguments(arguments).build());
    }

    private static String failure(CallToolResult result, String code) {
        assertThat(result.isError()).as(text(result)).isTrue();
        assertThat(JSON.valueToTree(result.meta()).at("/dev.sluice~1fault/code").asText())
                .isEqualTo(code);
        return text(result);
    }

    private static String text(CallToolResult result) {
        return ((TextContent) result.content().getFirst()).text();
    }

    private static JsonNode data(CallToolResult result) {
        assertThat(result.isError()).as(text(result)).isFalse();
        return JSON.valueToTree(result.structuredContent());
    }

    private static JsonNode parsed(String json) {
        try {
            return JSON.readTree(json);
        } catch (java.io.IOException e) {
            throw new AssertionError(json, e);
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> arguments(JsonNode node) {
        return JSON.convertValue(node, Map.class);
    }
}
