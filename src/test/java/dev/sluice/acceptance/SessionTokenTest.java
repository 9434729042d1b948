package dev.sluice.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.sluice.face.grpc.wire.tools.ExecuteToolRequest;
import dev.sluice.face.grpc.wire.tools.ExecuteToolResponse;
import dev.sluice.face.grpc.wire.tools.ListScopedToolsRequest;
import dev.sluice.face.grpc.wire.tools.ListScopedToolsResponse;
import dev.sluice.face.grpc.wire.tools.ListToolsRequest;
import dev.sluice.face.grpc.wire.tools.ListToolsResponse;
import dev.sluice.sandbox.Workspace;
import dev.sluice.sandbox.WorkspacePlan.PlannedPrincipal;
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
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A session token reaches its one account, with no more rights than who asked for it, and nothing else. */
@QuarkusTest
@WithTestResource(PostgresResource.class)
@WithTestResource(SandboxResource.class)
class SessionTokenTest {
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
    private static final String SQL = "databricksworkspace_sql_statement_execute";
    private static final String WAREHOUSES = "databricksworkspace_sql_warehouses_list";
    private static final String CLUSTERS = "databricksworkspace_clusters_list";
    private static final Map<String, Object> MINE = Map.of("identifier", "mine");

    private final Workspace workspace = SandboxResource.first();
    /** Whose account no call may reach: its first call would have to get a token. */
    private final PlannedPrincipal unreached = workspace.plan().principal("no-warehouse");

    private Tenant tenant;
    private GrpcClient grpc;

    @BeforeEach
    void connect() {
        tenant = Gateway.tenant();
        tenant.connect("mine", workspace, workspace.plan().allRights());
        tenant.connect("others", workspace, unreached);
        grpc = GrpcClient.plaintext(RestAssured.port);
    }

    @AfterEach
    void close() {
        grpc.close();
    }

    @Test
    void saysWhatItIsGoodForAndIsNotCached() {
        Response token = asked(
                tenant.apiKey(),
                Map.of("identifier", "mine", "tools", List.of(WAREHOUSES), "read_only", true, "expires_in", 60));

        token.then()
                .statusCode(201)
                .header("Cache-Control", "no-store")
                .body("token_type", equalTo("Bearer"))
                .body("expires_in", equalTo(60))
                .body("connected_account_id", equalTo(idOf("mine")))
                .body("tool_policy.tools", equalTo(List.of(WAREHOUSES)))
                .body("tool_policy.read_only", equalTo(true));
        assertThat(Instant.parse(token.path("expires_at")))
                .isCloseTo(Instant.now().plusSeconds(60), within(10, ChronoUnit.SECONDS));
        asked(tenant.apiKey(), MINE).then().body("expires_in", equalTo(3600));
    }

    @Test
    void aCallThatNamesNoAccountMeansTheBoundOneOnEveryFace() {
        String token = session();

        execute(token, WAREHOUSES, Map.of()).statusCode(200);
        assertThat(stream(token, Map.of()).statusCode(200).extract().asString()).startsWith("{\"header\":");
        assertThat(grpc.call(
                                EXECUTE,
                                ExecuteToolRequest.newBuilder()
                                        .setToolName(WAREHOUSES)
                                        .build(),
                                bearer(token))
                        .getData()
                        .getFieldsMap())
                .isNotEmpty();
        assertThat(grpc.call(LIST_SCOPED, ListScopedToolsRequest.getDefaultInstance(), bearer(token))
                        .getToolsList())
                .isNotEmpty()
                .allSatisfy(tool -> assertThat(tool.getConnectedAccountId()).isEqualTo(idOf("mine")));
    }

    @Test
    void aCallMayNameTheBoundAccount() {
        String token = session();

        execute(token, CLUSTERS, Map.of("identifier", "mine", "connector", "databricksworkspace"))
                .statusCode(200);
        execute(token, CLUSTERS, Map.of("connected_account_id", idOf("mine"))).statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"others", "stranger", "absent"})
    void everyOtherAccountIsRefusedAlikeOnEveryFace(String identifier) {
        Tenant stranger = Gateway.tenant();
        stranger.connect("stranger", workspace, unreached);
        String token = session();
        long before = workspace.ledger().mints(unreached.principal().clientId());

        refused(execute(token, CLUSTERS, Map.of("identifier", identifier)));
        refused(execute(token, CLUSTERS, Map.of("identifier", identifier, "connected_account_id", idOf("mine"))));
        refused(execute(token, CLUSTERS, Map.of("identifier", "mine", "connector", "elsewhere")));
        refused(stream(token, Map.of("identifier", identifier)));
        refused(Gateway.bearer(token)
                .get("/api/v1/sql/stream/01ef0000-0000-0000-0000-000000000000?identifier=" + identifier)
                .then());
        for (String id : List.of(idOf("others"), idOf(stranger, "stranger"), "ca_00000000000000000000000000")) {
            refused(execute(token, CLUSTERS, Map.of("connected_account_id", id)));
            refused(stream(token, Map.of("connected_account_id", id)));
            assertThat(grpcRefusal(() -> grpc.call(
                            EXECUTE,
                            ExecuteToolRequest.newBuilder()
                                    .setToolName(CLUSTERS)
                                    .setConnectedAccountId(id)
                                    .build(),
                            bearer(token))))
                    .isEqualTo(Status.Code.PERMISSION_DENIED);
        }
        assertThat(grpcRefusal(() -> grpc.call(
                        LIST_SCOPED,
                        ListScopedToolsRequest.newBuilder()
                                .setIdentifier(identifier)
                                .build(),
                        bearer(token))))
                .isEqualTo(Status.Code.PERMISSION_DENIED);
        assertThat(workspace.ledger().mints(unreached.principal().clientId()))
                .as("tokens got from the workspace")
                .isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GET    | /api/v1/connected_accounts                      | 403
            GET    | /api/v1/connected_accounts/{id}                 | 403
            GET    | /api/v1/connected_accounts/this?identifier=mine | 403
            PUT    | /api/v1/connected_accounts                      | 403
            POST   | /api/v1/connected_accounts                      | 403
            POST   | /api/v1/connected_accounts:get_or_create        | 403
            POST   | /api/v1/connected_accounts:delete               | 403
            POST   | /api/v1/connected_accounts/{id}:disconnect      | 403
            POST   | /api/v1/connected_accounts/{id}:refresh         | 403
            POST   | /api/v1/connected_accounts/{id}:diagnose        | 403
            GET    | /api/v1/connections/app                         | 403
            POST   | /api/v1/connections                             | 403
            GET    | /api/v1/events                                  | 403
            GET    | /api/v1/webhooks                                | 403
            POST   | /api/v1/session_tokens                          | 403
            GET    | /api/v1/environments                            | 401
            """)
    void administersNothing(String method, String path, int status) {
        Gateway.bearer(session())
                .body(Map.of("identifier", "mine", "name", "x", "url", "https://example.com"))
                .request(method, path.replace("{id}", idOf("mine")))
                .then()
                .statusCode(status);

        assertThat(tenant.asks()
                        .get("/api/v1/connected_accounts/{id}", idOf("mine"))
                        .<String>path("connected_account.status"))
                .isEqualTo("ACTIVE");
    }

    @Test
    void usesTheToolsOfItsListAlone() {
        String token = session(Map.of("tools", List.of("databricksworkspace_sql_warehouse*")));

        execute(token, WAREHOUSES, Map.of()).statusCode(200);
        execute(token, CLUSTERS, Map.of()).statusCode(403).body("code", equalTo("tool_not_allowed"));
        stream(token, Map.of()).statusCode(403).body("code", equalTo("tool_not_allowed"));
        assertThat(grpc.call(LIST, ListToolsRequest.getDefaultInstance(), bearer(token))
                        .getToolNamesList())
                .isNotEmpty()
                .allMatch(name -> name.startsWith("databricksworkspace_sql_warehouse"));
    }

    @Test
    void readsAloneWhereItSaysSo() {
        String token = session(Map.of("read_only", true));

        execute(token, SQL, Map.of(), sql("SELECT 1")).statusCode(200);
        execute(token, SQL, Map.of(), sql("DROP TABLE main.sales.orders"))
                .statusCode(403)
                .body("code", equalTo("read_only"));
    }

    @Test
    void hasNeverMoreThanWhoAskedForIt() {
        Response key = operatorMakes("api_keys", Map.of("tools", List.of(WAREHOUSES, SQL), "read_only", true));
        String token = asked(key.path("api_key"), Map.of("identifier", "mine", "tools", List.of(SQL, CLUSTERS)))
                .then()
                .body("tool_policy.tools", equalTo(List.of(SQL)))
                .body("tool_policy.read_only", equalTo(true))
                .extract()
                .path("token");
        execute(token, SQL, Map.of(), sql("SELECT 1")).statusCode(200);
        execute(token, CLUSTERS, Map.of()).statusCode(403).body("code", equalTo("tool_not_allowed"));
        execute(token, WAREHOUSES, Map.of()).statusCode(403).body("code", equalTo("tool_not_allowed"));
        execute(token, SQL, Map.of(), sql("DROP TABLE main.sales.orders")).statusCode(403);

        Gateway.operator()
                .body(Map.of("tools", List.of(WAREHOUSES)))
                .put("/api/v1/environments/{e}/api_keys/{id}/tool_policy", tenant.environment(), key.<String>path("id"))
                .then()
                .statusCode(200);

        execute(token, SQL, Map.of(), sql("SELECT 1")).statusCode(403).body("code", equalTo("tool_not_allowed"));
        execute(token, WAREHOUSES, Map.of()).statusCode(403).body("code", equalTo("tool_not_allowed"));
    }

    @Test
    void sendsRequestsOfItsOwnOnlyWhereItsListNamesThem() {
        String client = accessToken(operatorMakes("clients", Map.of()));
        for (String holder : List.of(tenant.apiKey(), client)) {
            assertThat(proxied(holder, Map.of("identifier", "mine", "tools", List.of("workspace_proxy"))))
                    .isEqualTo(200);
            assertThat(proxied(holder, Map.of("identifier", "mine", "tools", List.of("*"))))
                    .isEqualTo(403);
            assertThat(proxied(holder, MINE)).isEqualTo(403);
        }
    }

    @Test
    void endsWithTheKeyThatAskedForIt() {
        Response key = operatorMakes("api_keys", Map.of());
        String token = asked(key.path("api_key"), MINE).path("token");
        execute(token, CLUSTERS, Map.of()).statusCode(200);

        Gateway.operator()
                .delete("/api/v1/environments/{e}/api_keys/{id}", tenant.environment(), key.<String>path("id"))
                .then()
                .statusCode(204);

        execute(token, CLUSTERS, Map.of()).statusCode(401);
    }

    @Test
    void endsWithTheClientThatAskedForIt() {
        Response client = operatorMakes("clients", Map.of());
        String token = asked(accessToken(client), MINE).path("token");
        execute(token, CLUSTERS, Map.of()).statusCode(200);

        Gateway.operator()
                .delete("/api/v1/environments/{e}/clients/{id}", tenant.environment(), client.<String>path("client_id"))
                .then()
                .statusCode(204);

        execute(token, CLUSTERS, Map.of()).statusCode(401);
    }

    @Test
    void reachesNothingOnceItsAccountIsDeleted() {
        String token = session();
        tenant.asks()
                .body(Map.of("identifier", "mine"))
                .post("/api/v1/connected_accounts:delete")
                .then()
                .statusCode(200);
        tenant.connect("mine", workspace, unreached);

        execute(token, CLUSTERS, Map.of()).statusCode(404).body("code", equalTo("account_not_found"));
        execute(token, CLUSTERS, MINE).statusCode(404);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"identifier":"mine","expires_in":59}             | 400 | /expires_in
            {"identifier":"mine","expires_in":86401}          | 400 | /expires_in
            {"identifier":"mine","expires_in":-1}             | 400 | /expires_in
            {"identifier":"mine","tools":["snowflake_query"]} | 400 | /tools/0
            {"tools":[]}                                      | 400 | /identifier
            {"identifier":"absent"}                           | 404 | /identifier
            """)
    void whatIsAskedForWronglyIsToldWhere(String body, int status, String pointer) {
        Gateway.bearer(tenant.apiKey())
                .body(body)
                .post("/api/v1/session_tokens")
                .then()
                .statusCode(status)
                .body("pointer", equalTo(pointer));
    }

    @Test
    void isGivenToNobodyWhoMayNotRunTools() {
        asked(tenant.scoped("accounts:read", "accounts:write").apiKey(), MINE)
                .then()
                .statusCode(403)
                .body("detail", containsString("tools:execute"));
        Gateway.request().body(MINE).post("/api/v1/session_tokens").then().statusCode(401);
        asked(Gateway.tenant().apiKey(), MINE).then().statusCode(404);
    }

    private void refused(ValidatableResponse answer) {
        answer.statusCode(403)
                .body("code", equalTo("forbidden"))
                .body("detail", containsString("bound to one connected account"));
    }

    private String session() {
        return session(Map.of());
    }

    private String session(Map<String, ?> narrower) {
        Map<String, Object> wanted = new HashMap<>(narrower);
        wanted.put("identifier", "mine");
        return asked(tenant.apiKey(), wanted).then().statusCode(201).extract().path("token");
    }

    private static Response asked(String credential, Map<String, ?> wanted) {
        return Gateway.bearer(credential).body(wanted).post("/api/v1/session_tokens");
    }

    private static String accessToken(Response client) {
        return Gateway.request()
                .contentType(ContentType.URLENC)
                .formParam("grant_type", "client_credentials")
                .formParam("client_id", client.<String>path("client_id"))
                .formParam("client_secret", client.<String>path("client_secret"))
                .post("/oauth/token")
                .path("access_token");
    }

    /** The status of a request of its own by a session token. */
    private static int proxied(String holder, Map<String, ?> wanted) {
        String token = asked(holder, wanted).then().statusCode(201).extract().path("token");
        return Gateway.bearer(token).get("/proxy/api/2.0/sql/warehouses").statusCode();
    }

    private Response operatorMakes(String kind, Map<String, ?> policy) {
        return Gateway.operator()
                .body(Map.of("name", "issuer", "tool_policy", policy))
                .post("/api/v1/environments/{e}/" + kind, tenant.environment());
    }

    private String idOf(String identifier) {
        return idOf(tenant, identifier);
    }

    private static String idOf(Tenant owner, String identifier) {
        return owner.asks()
                .queryParam("identifier", identifier)
                .get("/api/v1/connected_accounts")
                .then()
                .body("connected_accounts", hasSize(1))
                .extract()
                .path("connected_accounts[0].id");
    }

    private Map<String, Object> sql(String statement) {
        return Map.of("statement", statement, "warehouse_id", workspace.plan().warehouseId());
    }

    private static ValidatableResponse execute(String token, String tool, Map<String, ?> account) {
        return execute(token, tool, account, Map.of());
    }

    private static ValidatableResponse execute(
            String token, String tool, Map<String, ?> account, Map<String, ?> params) {
        Map<String, Object> body = new HashMap<>(account);
        body.put("tool_name", tool);
        body.put("params", params);
        return Gateway.bearer(token).body(body).post("/api/v1/execute_tool").then();
    }

    private ValidatableResponse stream(String token, Map<String, ?> account) {
        Map<String, Object> body = new HashMap<>(account);
        body.put("warehouse_id", workspace.plan().warehouseId());
        body.put("statement", "SELECT 1");
        return Gateway.bearer(token).body(body).post("/api/v1/sql/stream").then();
    }

    private static Status.Code grpcRefusal(Runnable call) {
        return catchThrowableOfType(StatusRuntimeException.class, call::run)
                .getStatus()
                .getCode();
    }

    private static String bearer(String token) {
        return "Bearer " + token;
    }
}
