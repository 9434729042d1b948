package dev.sluice.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.acceptance.SharedInstallation;
import dev.sluice.demo.Database;
import dev.sluice.demo.Installation;
import dev.sluice.demo.JsonApi;
import dev.sluice.demo.Tenant;
import dev.sluice.sandbox.Workspace;
import dev.sluice.sandbox.WorkspacePlan.PlannedPrincipal;
import dev.sluice.sandbox.faults.Fault;
import dev.sluice.sandbox.faults.Faults;
import dev.sluice.sandbox.http.Reply;
import dev.sluice.sdk.Driver.Ending;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each fault is raised by the official SDKs as the exception that they have for it. */
class SdkErrorsIT {
    private static final String LIST = "databricksworkspace_sql_warehouses_list";
    private static final String EXECUTE = "databricksworkspace_sql_statement_execute";

    private final Installation installation = SharedInstallation.get();
    private final Workspace workspace = installation.workspaceTwo();
    private final Tenant tenant = Tenant.create(installation, "sdk-" + UUID.randomUUID());

    /** Until nothing is held back from the workspace any more. */
    @AfterEach
    void heal() {
        workspace.faults().clear();
        tenant.connect("next", workspace);
        JsonObject list = new JsonObject().put("tool_name", LIST).put("identifier", "next");
        await().until(() -> tenant.api().post("/api/v1/execute_tool", list).status() == 200);
    }

    @ParameterizedTest
    @EnumSource
    void whatTheGatewayRefusesIsRaisedAsItsStatusSays(Sdk sdk) {
        tenant.connect("known", workspace);
        try (Driver driver = sdk.driver(installation, tenant)) {
            assertRaised(driver, tool("known", LIST, new JsonObject().put("page", 1)), "BadRequest");
            assertRaised(driver, tool("known", "no_such_tool", new JsonObject()), "NotFound");
            JsonObject stranger = new JsonObject().put("id", tenant.clientId()).put("secret", "wrong");
            // The Node SDK lets out what its HTTP client raises when no token is given to it.
            assertThat(driver.make(tool("known", LIST, new JsonObject()).put("client", stranger), 1))
                    .extracting(Ending::raised)
                    .containsExactly(sdk.isPython() ? "ScalekitUnauthorizedException" : "AxiosError");
            assertRaised(driver, tool("unknown", LIST, new JsonObject()), "NotFound");
            assertRaised(driver, call("create_account").put("identifier", "known"), "Conflict");
            assertRaised(driver, call("list_organizations"), "NotImplemented");
            assertRaised(
                    driver,
                    tool("known", LIST, new JsonObject()).put("client", clientWith("accounts:read")),
                    "Forbidden");
        }
    }

    @ParameterizedTest
    @EnumSource
    void tooManyCallsAtOnceAreRaisedAsSuch(Sdk sdk) {
        tenant.connect("greedy", workspace);
        limit("greedy", new JsonObject().put("rate", 1).put("burst", 1));
        try (Driver driver = sdk.driver(installation, tenant)) {
            assertThat(driver.make(tool("greedy", LIST, new JsonObject()), 12))
                    .extracting(Ending::raised)
                    .contains("ScalekitTooManyRequestsException")
                    .isSubsetOf("", "ScalekitTooManyRequestsException");
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatTheWorkspaceRefusesIsRaisedAsAnErrorOfTheTool(Sdk sdk) {
        PlannedPrincipal poor = workspace.plan().principal("sales-only");
        tenant.connect("known", workspace);
        tenant.connect("poor", workspace, poor);
        tenant.connect("stranger", workspace.url(), poor.principal().clientId(), "not-its-secret");
        try (Driver driver = sdk.driver(installation, tenant)) {
            assertTold(sdk, driver, sql("known", "SELECT nothing_there"), "Tool", "BadRequest", "SQL_ERROR");
            assertTold(
                    sdk,
                    driver,
                    sql("poor", "UPDATE " + salesTable() + " SET status = 'x'"),
                    "ToolForbidden",
                    "Forbidden",
                    "PRIVILEGE_MISSING");
            assertTold(
                    sdk,
                    driver,
                    tool("stranger", LIST, new JsonObject()),
                    "ToolUnauthorized",
                    "BadRequest",
                    "CREDENTIALS_REJECTED");

            workspace
                    .faults()
                    .inject(
                            "GET",
                            "/api/*/clusters/list",
                            Faults.ALWAYS,
                            new Fault.Answer(Reply.text(503, "text/plain", "")));
            assertTold(
                    sdk,
                    driver,
                    tool("known", "databricksworkspace_clusters_list", new JsonObject()),
                    "Tool",
                    "ServiceUnavailable",
                    "WORKSPACE_");

            workspace
                    .faults()
                    .inject(
                            "GET",
                            "/api/2.0/sql/warehouses",
                            Faults.ALWAYS,
                            new Fault.Answer(Reply.text(429, "text/plain", "").with("Retry-After", "1")));
            assertTold(
                    sdk,
                    driver,
                    tool("known", LIST, new JsonObject()),
                    "ToolRateLimit",
                    "TooManyRequests",
                    "WORKSPACE_RATE_LIMITED");
        }
    }

    /** The newer releases have a deadline of their own as well. */
    @ParameterizedTest
    @EnumSource
    void whatIsNotAnsweredInTimeIsRaisedAsATimeOut(Sdk sdk) {
        tenant.connect("patient", workspace);
        limit("patient", new JsonObject().put("first_byte_timeout_seconds", 2));
        workspace.faults().inject("GET", "/api/2.0/sql/warehouses", Faults.ALWAYS, new Fault.BlackHole());
        try (Driver driver = sdk.driver(installation, tenant)) {
            JsonObject call = tool("patient", LIST, new JsonObject());
            assertTold(sdk, driver, call, "Tool", "GatewayTimeout", "WORKSPACE_TIMEOUT");
            if (sdk.tellsToolErrors()) {
                assertRaised(driver, call.put("deadline_seconds", 1), "GatewayTimeout");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aSecretThatWasAlteredInTheDatabaseIsRaisedAsAnErrorOfTheGateway(Sdk sdk) throws SQLException {
        tenant.connect("damaged", workspace);
        damageSecretOf("damaged");
        try (Driver driver = sdk.driver(installation, tenant)) {
            assertRaised(driver, tool("damaged", LIST, new JsonObject()), "InternalServer");
        }
    }

    private void damageSecretOf(String identifier) throws SQLException {
        Database database = installation.database();
        try (Connection connection =
                        DriverManager.getConnection("jdbc:" + database.url(), database.user(), database.password());
                PreparedStatement damage = connection.prepareStatement(
                        "update connected_account set ciphertext = set_byte(ciphertext, 20, 255 - get_byte(ciphertext, 20)) where identifier = ? and environment_id = ?")) {
            damage.setString(1, identifier);
            damage.setString(2, tenant.environment());
            assertThat(damage.executeUpdate()).isEqualTo(1);
        }
    }

    private void limit(String identifier, JsonObject limits) {
        JsonObject config = new JsonObject().put("limits", limits);
        tenant.api()
                .put(
                        "/api/v1/connected_accounts",
                        new JsonObject().put("identifier", identifier).put("api_config", config))
                .orFail("Limiting the account");
    }

    private String salesTable() {
        return workspace.plan().dataset().catalog() + ".sales.orders";
    }

    private void assertRaised(Driver driver, JsonObject call, String name) {
        assertThat(driver.make(call, 1))
                .allSatisfy(ending ->
                        assertThat(ending.raised()).as(ending.text()).isEqualTo("Scalekit" + name + "Exception"));
    }

    private void assertTold(Sdk sdk, Driver driver, JsonObject call, String name, String formerly, String code) {
        assertThat(driver.make(call, 1)).allSatisfy(ending -> {
            assertThat(ending.raised())
                    .as(ending.text())
                    .isEqualTo("Scalekit" + (sdk.tellsToolErrors() ? name : formerly) + "Exception");
            assertThat(ending.text()).contains(code);
        });
    }

    private JsonObject sql(String identifier, String statement) {
        return tool(
                identifier,
                EXECUTE,
                new JsonObject()
                        .put("statement", statement)
                        .put("warehouse_id", workspace.plan().warehouseId()));
    }

    private JsonObject tool(String identifier, String name, JsonObject params) {
        return call("execute_tool")
                .put("identifier", identifier)
                .put("tool", name)
                .put("params", params);
    }

    private JsonObject call(String name) {
        return new JsonObject()
                .put("call", name)
                .put("client", new JsonObject().put("id", tenant.clientId()).put("secret", tenant.clientSecret()));
    }

    private JsonObject clientWith(String scope) {
        JsonObject client = new JsonApi(installation.gateway().url(), installation.operatorToken())
                .post(
                        "/api/v1/environments/" + tenant.environment() + "/clients",
                        new JsonObject().put("name", scope).put("scopes", new JsonArray(List.of(scope))))
                .orFail("Creating an API client");
        return new JsonObject()
                .put("id", client.getString("client_id"))
                .put("secret", client.getString("client_secret"));
    }
}
