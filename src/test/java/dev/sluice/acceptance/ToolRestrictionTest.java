package dev.sluice.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;

import dev.sluice.sandbox.Workspace;
import dev.sluice.sandbox.WorkspacePlan.PlannedPrincipal;
import dev.sluice.testing.Gateway;
import dev.sluice.testing.Gateway.Tenant;
import dev.sluice.testing.PostgresResource;
import dev.sluice.testing.SandboxResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A client or key does what its tool policy lets it do; what is refused never leaves the gateway. */
@QuarkusTest
@WithTestResource(PostgresResource.class)
@WithTestResource(SandboxResource.class)
class ToolRestrictionTest {
    private static final String EXECUTE = "databricksworkspace_sql_statement_execute";
    private static final String WAREHOUSES = "databricksworkspace_sql_warehouses_list";
    private static final Map<String, Object> READ_ONLY = Map.of("read_only", true);

    private final Workspace workspace = SandboxResource.first();
    /** Whose account no call may reach: its first call would have to get a token. */
    private final PlannedPrincipal unreached = workspace.plan().principal("no-warehouse");

    private Tenant tenant;

    @BeforeEach
    void connect() {
        tenant = Gateway.tenant();
        connect("agent", workspace.plan().allRights());
        connect("unreached", unreached);
    }

    @Test
    void aKeyUsesTheToolsOfItsListAlone() {
        String key = key(Map.of("tools", List.of(WAREHOUSES, "databricksworkspace_jobs_*")));

        run(key, WAREHOUSES, Map.of()).statusCode(200);
        run(key, "databricksworkspace_jobs_list", Map.of()).statusCode(200);
        refused(account -> run(account, key, "databricksworkspace_clusters_list", Map.of()))
                .body("code", equalTo("tool_not_allowed"))
                .body("whose_move", equalTo("operator"))
                .body("detail", containsString("databricksworkspace_clusters_list"))
                .body("hint", containsString(WAREHOUSES + ", databricksworkspace_jobs_*"));
    }

    @Test
    void theStreamIsRefusedWithTheToolsThatItStandsFor() {
        String key = key(Map.of("tools", List.of(WAREHOUSES)));

        refused(account -> stream(account, key, "SELECT 1")).body("code", equalTo("tool_not_allowed"));
        refused(account -> Gateway.bearer(key)
                        .get("/api/v1/sql/stream/01ef0000-0000-0000-0000-000000000000?identifier=" + account)
                        .then())
                .body("code", equalTo("tool_not_allowed"));
    }

    @Test
    void aReadOnlyKeyRunsAndStreamsQueries() {
        String key = key(READ_ONLY);

        run(key, EXECUTE, sql("SELECT 40 + 2 AS n"))
                .statusCode(200)
                .body("data.result.data_array[0][0]", equalTo("42"));
        assertThat(stream("agent", key, "SELECT 40 + 2 AS n")
                        .statusCode(200)
                        .extract()
                        .asString())
                .startsWith("{\"header\":")
                .contains("\"name\":\"n\"");
        run(key, WAREHOUSES, Map.of()).statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO main.sales.orders VALUES (1)",
                "WITH x AS (SELECT 1) DELETE FROM main.sales.orders",
                "/* SELECT 1 */ DROP TABLE main.sales.orders",
                "SELECT http_request(conn => 'c')",
                "SELECT 1; DROP TABLE main.sales.orders"
            })
    void aReadOnlyKeyIsRefusedStatementsThatDoMore(String statement) {
        String key = key(READ_ONLY);

        refused(account -> run(account, key, EXECUTE, sql(statement)))
                .body("code", equalTo("read_only"))
                .body("pointer", equalTo("/params/statement"));
        refused(account -> stream(account, key, statement))
                .body("code", equalTo("read_only"))
                .body("pointer", equalTo("/statement"));
    }

    @Test
    void aRefusalSaysWhatTheStatementDoesOrWhereItCannotBeRead() {
        String key = key(READ_ONLY);

        run(key, EXECUTE, sql("FROM a INSERT INTO b SELECT 'my secret'"))
                .body("detail", equalTo("This API client or key may only read, and the statement does more: INSERT."));
        run(key, EXECUTE, sql("SELECT 1\nFROM t WHERE 'my secret' = ="))
                .body("detail", containsString("Line 2, column 28."))
                .body("detail", not(containsString("secret")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "databricksworkspace_sql_warehouse_stop",
                "databricksworkspace_sql_statement_cancel",
                "databricksworkspace_cluster_create",
                "databricksworkspace_job_run_now"
            })
    void aReadOnlyKeyIsRefusedToolsThatChangeSomething(String tool) {
        String key = key(READ_ONLY);

        refused(account -> run(account, key, tool, Map.of())).body("code", equalTo("read_only"));
    }

    @Test
    void aChangedPolicyHoldsAtOnceForKeysAndForTokensThatAClientHasAlready() {
        Response client = created("clients", Map.of());
        String token = Gateway.request()
                .contentType(ContentType.URLENC)
                .formParam("grant_type", "client_credentials")
                .formParam("client_id", client.<String>path("client_id"))
                .formParam("client_secret", client.<String>path("client_secret"))
                .post("/oauth/token")
                .path("access_token");
        Response key = created("api_keys", Map.of());
        String clear = key.path("api_key");
        run(token, "databricksworkspace_clusters_list", Map.of()).statusCode(200);
        run(clear, "databricksworkspace_clusters_list", Map.of()).statusCode(200);

        change("clients", client.path("client_id"), Map.of("tools", List.of(WAREHOUSES), "read_only", true))
                .statusCode(200)
                .body("tool_policy.tools", equalTo(List.of(WAREHOUSES)))
                .body("tool_policy.read_only", equalTo(true));
        change("api_keys", key.path("id"), Map.of("tools", List.of(WAREHOUSES)))
                .statusCode(200)
                .body("tool_policy.read_only", equalTo(false));

        refused(account -> run(account, token, "databricksworkspace_clusters_list", Map.of()));
        refused(account -> run(account, clear, "databricksworkspace_clusters_list", Map.of()));

        change("api_keys", key.path("id"), Map.of()).statusCode(200);
        run(clear, "databricksworkspace_clusters_list", Map.of()).statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"clients", "api_keys"})
    void aListShowsPolicies(String kind) {
        created(kind, Map.of("tools", List.of("databricksworkspace_sql_*"), "read_only", true));

        Gateway.operator()
                .get("/api/v1/environments/{e}/" + kind, tenant.environment())
                .then()
                .statusCode(200)
                .body(kind + ".tool_policy.tools.flatten()", hasItems("databricksworkspace_sql_*"))
                .body(kind + ".tool_policy.read_only", hasItems(true));
    }

    @Test
    void aToolThatDoesNotExistIsRefusedWithTheNearestName() {
        Map<String, Object> policy = Map.of("tools", List.of(WAREHOUSES, "databricksworkspace_sql_warehouse_list"));

        create("clients", policy)
                .then()
                .statusCode(400)
                .body("code", equalTo("invalid_request"))
                .body("pointer", equalTo("/tool_policy/tools/1"))
                .body("hint", equalTo("Did you mean " + WAREHOUSES + "?"));
        change("api_keys", created("api_keys", Map.of()).path("id"), Map.of("tools", List.of("snowflake_*")))
                .statusCode(400)
                .body("pointer", equalTo("/tools/0"));
    }

    @Test
    void anotherEnvironmentsClientsAndKeysAreNotChanged() {
        String stranger = Gateway.tenant().environment();

        for (String kind : List.of("clients", "api_keys")) {
            String id = created(kind, Map.of()).path(kind.equals("clients") ? "client_id" : "id");
            Gateway.operator()
                    .body(READ_ONLY)
                    .put("/api/v1/environments/{e}/{kind}/{id}/tool_policy", stranger, kind, id)
                    .then()
                    .statusCode(404)
                    .body("code", equalTo("not_found"));
        }
        tenant.asks()
                .body(READ_ONLY)
                .put("/api/v1/environments/{e}/clients/cli_1/tool_policy", tenant.environment())
                .then()
                .statusCode(401);
    }

    private void connect(String identifier, PlannedPrincipal principal) {
        tenant.connect(identifier, workspace, principal);
    }

    private ValidatableResponse refused(Function<String, ValidatableResponse> callByIdentifier) {
        String clientId = unreached.principal().clientId();
        long before = workspace.ledger().mints(clientId);
        ValidatableResponse refusal = callByIdentifier.apply("unreached").statusCode(403);
        assertThat(workspace.ledger().mints(clientId))
                .as("tokens got from the workspace")
                .isEqualTo(before);
        return refusal;
    }

    private String key(Map<String, ?> policy) {
        return created("api_keys", policy).path("api_key");
    }

    private Response created(String kind, Map<String, ?> policy) {
        return create(kind, policy).then().statusCode(201).extract().response();
    }

    private Response create(String kind, Map<String, ?> policy) {
        return Gateway.operator()
                .body(Map.of("name", "restricted", "tool_policy", policy))
                .post("/api/v1/environments/{e}/" + kind, tenant.environment());
    }

    private ValidatableResponse change(String kind, String id, Map<String, ?> policy) {
        return Gateway.operator()
                .body(policy)
                .put("/api/v1/environments/{e}/{kind}/{id}/tool_policy", tenant.environment(), kind, id)
                .then();
    }

    private Map<String, Object> sql(String statement) {
        return Map.of("statement", statement, "warehouse_id", workspace.plan().warehouseId());
    }

    private static ValidatableResponse run(String credential, String tool, Map<String, ?> params) {
        return run("agent", credential, tool, params);
    }

    private static ValidatableResponse run(String identifier, String credential, String tool, Map<String, ?> params) {
        return Gateway.bearer(credential)
                .body(Map.of("tool_name", tool, "identifier", identifier, "params", params))
                .post("/api/v1/execute_tool")
                .then();
    }

    private ValidatableResponse stream(String identifier, String credential, String statement) {
        return Gateway.bearer(credential)
                .body(Map.of(
                        "identifier", identifier,
                        "warehouse_id", workspace.plan().warehouseId(),
                        "statement", statement))
                .post("/api/v1/sql/stream")
                .then();
    }
}
