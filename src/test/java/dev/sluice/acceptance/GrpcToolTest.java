package dev.sluice.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.google.common.util.concurrent.ListenableFuture;
import com.google.protobuf.Any;
import com.google.protobuf.BoolValue;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import dev.sluice.face.grpc.wire.errdetails.ErrorInfo;
import dev.sluice.face.grpc.wire.tools.ExecuteToolRequest;
import dev.sluice.face.grpc.wire.tools.ExecuteToolResponse;
import dev.sluice.face.grpc.wire.tools.Filter;
import dev.sluice.face.grpc.wire.tools.ListScopedToolsRequest;
import dev.sluice.face.grpc.wire.tools.ListScopedToolsResponse;
import dev.sluice.face.grpc.wire.tools.ListToolsRequest;
import dev.sluice.face.grpc.wire.tools.ListToolsResponse;
import dev.sluice.sandbox.Workspace;
import dev.sluice.sandbox.faults.Fault;
import dev.sluice.sandbox.journal.Ledger.Event;
import dev.sluice.testing.Gateway;
import dev.sluice.testing.Gateway.Tenant;
import dev.sluice.testing.GrpcClient;
import dev.sluice.testing.PostgresResource;
import dev.sluice.testing.SandboxResource;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tools over gRPC, by gRPC's own client. */
@QuarkusTest
@WithTestResource(PostgresResource.class)
@WithTestResource(SandboxResource.class)
class GrpcToolTest {
    private static final String SERVICE = "scalekit.v1.tools.ToolService/";
    private static final MethodDescriptor<ExecuteToolRequest, ExecuteToolResponse> EXECUTE = GrpcClient.method(
            SERVICE + "ExecuteTool", ExecuteToolRequest.getDefaultInstance(), ExecuteToolResponse.getDefaultInstance());
    private static final MethodDescriptor<ListToolsRequest, ListToolsResponse> LIST = GrpcClient.method(
            SERVICE + "ListTools", ListToolsRequest.getDefaultInstance(), ListToolsResponse.getDefaultInstance());
    private static final MethodDescriptor<ListScopedToolsRequest, ListScopedToolsResponse> LIST_SCOPED =
            GrpcClient.method(
                    SERVICE + "ListScopedTools",
                    ListScopedToolsRequest.getDefaultInstance(),
                    ListScopedToolsResponse.getDefaultInstance());
    private static final String CLUSTERS = "databricksworkspace_clusters_list";
    private static final String SQL = "databricksworkspace_sql_statement_execute";

    private final Workspace workspace = SandboxResource.second();
    private Tenant tenant;
    private String identifier;
    private String bearer;
    private GrpcClient client;

    @BeforeEach
    void setUp() {
        tenant = Gateway.tenant();
        identifier = UUID.randomUUID().toString();
        tenant.connect(identifier, workspace, workspace.plan().allRights());
        bearer = "Bearer " + tenant.apiKey();
        client = GrpcClient.plaintext(RestAssured.port);
    }

    @AfterEach
    void tearDown() {
        client.close();
        workspace.faults().clear();
    }

    @Test
    void aToolRuns() {
        ExecuteToolResponse answer = client.call(EXECUTE, sql("SELECT 40 + 2 AS answer, 'ü' AS text"), bearer);

        assertThat(answer.getExecutionId()).startsWith("exe_");
        assertThat(rows(answer)).isEqualTo("[[\"42\", \"ü\"]]");
    }

    @Test
    void aCallWithoutCredentialsIsUnauthenticatedWithDetails() {
        ErrorInfo info = refused(
                Status.Code.UNAUTHENTICATED,
                () -> client.call(EXECUTE, execute(CLUSTERS).build()));

        assertThat(info.getErrorCode()).isEqualTo("UNAUTHENTICATED");
    }

    @Test
    void anyOfSeveralAuthorizationsWillDo() {
        assertThat(client.call(EXECUTE, execute(CLUSTERS).build(), bearer, "Bearer out-of-date")
                        .getExecutionId())
                .startsWith("exe_");
        assertThat(client.call(EXECUTE, execute(CLUSTERS).build(), "Bearer out-of-date", bearer)
                        .getExecutionId())
                .startsWith("exe_");
        refused(
                Status.Code.UNAUTHENTICATED,
                () -> client.call(EXECUTE, execute(CLUSTERS).build(), "Bearer one", "Bearer other"));
    }

    @Test
    void whatTheWorkspaceRefusesIsAToolError() {
        ErrorInfo info = refused(Status.Code.INVALID_ARGUMENT, () -> client.call(EXECUTE, sql("SELEC 1"), bearer));

        assertThat(info.getErrorCode()).isEqualTo("TOOL_ERROR");
        assertThat(info.getToolErrorInfo().getToolErrorCode()).isEqualTo("SQL_ERROR");
        assertThat(info.getToolErrorInfo().getExecutionId()).startsWith("exe_");
    }

    @Test
    void aWrongParameterIsToldWithItsPlace() {
        ErrorInfo info = refused(
                Status.Code.INVALID_ARGUMENT,
                () -> client.call(EXECUTE, execute(SQL).build(), bearer));

        assertThat(info.getErrorCode()).isEqualTo("INVALID_REQUEST");
        assertThat(info.getValidationErrorInfo().getFieldViolations(0).getField())
                .startsWith("/params");
    }

    @Test
    void anUnknownMethodIsUnimplemented() {
        MethodDescriptor<ListToolsRequest, ListToolsResponse> unknown = GrpcClient.method(
                SERVICE + "NoSuchMethod",
                ListToolsRequest.getDefaultInstance(),
                ListToolsResponse.getDefaultInstance());

        refused(Status.Code.UNIMPLEMENTED, () -> client.call(unknown, ListToolsRequest.getDefaultInstance(), bearer));
    }

    @ParameterizedTest
    @ValueSource(strings = {"CreateTool", "UpdateTool", "DeleteTool", "SetToolDefault"})
    void theCatalogueCannotBeChanged(String method) {
        MethodDescriptor<ListToolsRequest, ListToolsResponse> change = GrpcClient.method(
                SERVICE + method, ListToolsRequest.getDefaultInstance(), ListToolsResponse.getDefaultInstance());

        ErrorInfo info = refused(
                Status.Code.UNIMPLEMENTED, () -> client.call(change, ListToolsRequest.getDefaultInstance(), bearer));

        assertThat(info.getErrorCode()).isEqualTo("METHOD_NOT_ALLOWED");
    }

    @Test
    void theRateLimitIsToldAsMetadata() {
        tenant.asks()
                .body(Map.of("identifier", identifier, "api_config", Map.of("limits", Map.of("rate", 1))))
                .put("/api/v1/connected_accounts")
                .then()
                .statusCode(200);

        assertThat(metadata(execute(CLUSTERS).build(), Map.of()).get(key("ratelimit-policy")))
                .isEqualTo("\"workspace\";q=1;w=1");
    }

    @Test
    void anIdempotencyKeyNamesACall() {
        String count = "SELECT count(*) AS n FROM globex.sales.keyed_"
                + tenant.environment().substring(4);
        client.call(EXECUTE, sql(count.replace("SELECT count(*) AS n FROM", "CREATE TABLE") + " (n INT)"), bearer);
        ExecuteToolRequest insert = sql(count.replace("SELECT count(*) AS n FROM", "INSERT INTO") + " VALUES (1)");
        Map<String, String> key = Map.of("idempotency-key", identifier);

        metadata(insert, key);
        // The same name means the same call, however much came between.
        assertThat(rows(client.call(EXECUTE, sql(count), bearer))).isEqualTo("[[\"1\"]]");
        metadata(insert, key);

        assertThat(rows(client.call(EXECUTE, sql(count), bearer))).isEqualTo("[[\"1\"]]");
        refused(Status.Code.INVALID_ARGUMENT, () -> metadata(insert, Map.of("idempotency-key", "x".repeat(256))));
    }

    @Test
    void anAnswerThatClientsWouldNotTakeIsRefusedInstead() {
        ErrorInfo info = refused(
                Status.Code.FAILED_PRECONDITION,
                () -> client.call(EXECUTE, sql("SELECT '' AS t FROM range(900000)"), bearer));

        assertThat(info.getErrorCode()).isEqualTo("TOOL_ERROR");
        assertThat(info.getToolErrorInfo().getToolErrorCode()).isEqualTo("RESULT_TOO_LARGE");
    }

    private Metadata metadata(ExecuteToolRequest request, Map<String, String> more) {
        return client.headers(EXECUTE, request, bearer, more);
    }

    private static Metadata.Key<String> key(String name) {
        return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
    }

    @Test
    void allToolsAreListedWithTheirSchemas() {
        ListToolsResponse answer = client.call(LIST, ListToolsRequest.getDefaultInstance(), bearer);

        assertThat(answer.getTotalSize()).isEqualTo(53);
        assertThat(answer.getToolsList()).hasSize(53).allSatisfy(tool -> {
            assertThat(tool.getDefinition().getFieldsMap())
                    .containsKeys("name", "description", "input_schema", "annotations");
            assertThat(tool.getId()).startsWith("tol_");
        });
        assertThat(answer.getToolNamesList()).hasSize(53).contains(SQL);
    }

    @Test
    void toolsAreListedInPages() {
        List<String> names = new ArrayList<>();
        String token = "";
        do {
            ListToolsResponse page = client.call(
                    LIST,
                    ListToolsRequest.newBuilder()
                            .setFilter(Filter.newBuilder()
                                    .setSummary(BoolValue.of(true))
                                    .setQuery("cluster"))
                            .setPageSize(3)
                            .setPageToken(token)
                            .build(),
                    bearer);
            assertThat(page.getToolsList()).isEmpty();
            names.addAll(page.getToolNamesList());
            token = page.getNextPageToken();
        } while (!token.isEmpty());

        assertThat(names).doesNotHaveDuplicates().contains(CLUSTERS, "databricksworkspace_cluster_start");
    }

    @Test
    void anIdentifiersToolsAreListedWithItsAccount() {
        ListScopedToolsResponse answer = client.call(
                LIST_SCOPED,
                ListScopedToolsRequest.newBuilder().setIdentifier(identifier).build(),
                bearer);

        assertThat(answer.getToolsList()).hasSize(53).allSatisfy(scoped -> {
            assertThat(scoped.getIdentifier()).isEqualTo(identifier);
            assertThat(scoped.getConnectedAccountId()).startsWith("ca_");
        });
    }

    @Test
    void aCallThatIsCancelledAndOneThatRunsOutOfTimeDisturbNoneBesideThem() throws Exception {
        client.call(EXECUTE, execute(CLUSTERS).build(), bearer);
        workspace.faults().inject("GET", "/api/2.0/sql/warehouses", 2, new Fault.Delay(Duration.ofSeconds(8)));
        long resets = workspace.ledger().of(Event.RESETS_BY_CLIENT);
        ExecuteToolRequest slow =
                execute("databricksworkspace_sql_warehouses_list").build();
        ClientCall<ExecuteToolRequest, ExecuteToolResponse> cancelled =
                client.start(EXECUTE, CallOptions.DEFAULT, bearer);
        var cancelledAnswer = ClientCalls.futureUnaryCall(cancelled, slow);
        var lateAnswer = ClientCalls.futureUnaryCall(
                client.start(EXECUTE, CallOptions.DEFAULT.withDeadlineAfter(5, TimeUnit.SECONDS), bearer), slow);
        await().untilAsserted(() -> assertThat(workspace.faults().waiting()).isEmpty());
        List<ListenableFuture<ExecuteToolResponse>> others = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            others.add(ClientCalls.futureUnaryCall(
                    client.start(EXECUTE, CallOptions.DEFAULT, bearer), sql("SELECT " + i)));
        }

        cancelled.cancel("enough", null);
        for (int i = 0; i < 50; i++) {
            others.add(ClientCalls.futureUnaryCall(
                    client.start(EXECUTE, CallOptions.DEFAULT, bearer), sql("SELECT " + (50 + i))));
        }

        assertThat(cancelledAnswer).failsWithin(Duration.ofSeconds(10));
        assertThat(lateAnswer).failsWithin(Duration.ofSeconds(10));
        for (int i = 0; i < 100; i++) {
            assertThat(rows(others.get(i).get(30, TimeUnit.SECONDS))).isEqualTo("[[\"" + i + "\"]]");
        }
        // Both slow requests were given up before the workspace answered them.
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(workspace.ledger().of(Event.RESETS_BY_CLIENT))
                        .isEqualTo(resets + 2));
    }

    private ExecuteToolRequest.Builder execute(String tool) {
        return ExecuteToolRequest.newBuilder().setToolName(tool).setIdentifier(identifier);
    }

    private ExecuteToolRequest sql(String statement) {
        return execute(SQL)
                .setParams(Struct.newBuilder()
                        .putFields("statement", text(statement))
                        .putFields("warehouse_id", text("0f1e2d3c4b5a6978")))
                .build();
    }

    private static Value text(String text) {
        return Value.newBuilder().setStringValue(text).build();
    }

    private static String rows(ExecuteToolResponse answer) {
        return answer
                .getData()
                .getFieldsOrThrow("result")
                .getStructValue()
                .getFieldsOrThrow("data_array")
                .getListValue()
                .getValuesList()
                .stream()
                .map(row -> row.getListValue().getValuesList().stream()
                        .map(cell -> "\"" + cell.getStringValue() + "\"")
                        .toList()
                        .toString())
                .toList()
                .toString();
    }

    private static ErrorInfo refused(Status.Code code, ThrowingCallable call) {
        StatusRuntimeException refusal = catchThrowableOfType(StatusRuntimeException.class, call);
        assertThat(refusal.getStatus().getCode()).isEqualTo(code);
        byte[] details =
                refusal.getTrailers().get(Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER));
        try {
            var status = dev.sluice.face.grpc.wire.status.Status.parseFrom(details);
            assertThat(status.getCode()).isEqualTo(code.value());
            assertThat(status.getMessage()).isEqualTo(refusal.getStatus().getDescription());
            Any info = status.getDetails(0);
            return info.unpack(ErrorInfo.class);
        } catch (InvalidProtocolBufferException malformed) {
            throw new AssertionError(malformed);
        }
    }
}
