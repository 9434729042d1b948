package dev.sluice.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import dev.sluice.sandbox.Workspace;
import dev.sluice.sandbox.auth.Principal;
import dev.sluice.sandbox.sql.Privilege;
import dev.sluice.sandbox.sql.Securable;
import dev.sluice.testing.Gateway;
import dev.sluice.testing.Gateway.Tenant;
import dev.sluice.testing.PostgresResource;
import dev.sluice.testing.SandboxResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What looks alike to a caller comes out as different faults, all the way from a workspace. */
@QuarkusTest
@WithTestResource(PostgresResource.class)
@WithTestResource(SandboxResource.class)
class FaultPathTest {
    private static final String RUNS = "abc123def456";
    private static final String SLEEPS = "a1b2c3d4e5f60718";
    private static final String SECRET = "toy-secret";

    private final Workspace workspace = SandboxResource.first();
    private final String clientId = UUID.randomUUID().toString();
    private Tenant tenant;

    @BeforeEach
    void setUp() {
        tenant = Gateway.tenant();
        workspace.principals().add(Principal.of(clientId, "newcomer", 7_200_000_000L), SECRET);
        workspace.engine().grants().grant(clientId, Privilege.BROWSE, Securable.catalog("main"));
    }

    @Test
    void badCredentials() {
        connect("not-the-secret");

        JsonPath fault = fault(RUNS, "SELECT 1", 424, "credentials_rejected");

        assertThat(fault.getString("whose_move")).isEqualTo("customer_admin");
        assertThat(fault.getString("hint")).contains("`" + clientId + "`");
    }

    @Test
    void noRightOnTheWarehouse() {
        connect(SECRET);

        JsonPath fault = fault(RUNS, "SELECT 1", 403, "warehouse_not_usable");

        assertThat(fault.getString("hint")).contains("CAN USE on the warehouse " + RUNS + " to `" + clientId + "`");
    }

    @Test
    void noSuchWarehouse() {
        connect(SECRET);
        allow(RUNS);

        JsonPath fault = fault("ffffffffffffffff", "SELECT 1", 404, "warehouse_not_found");

        assertThat(fault.getString("hint")).contains(RUNS + " (RUNNING)");
    }

    @Test
    void aStoppedWarehouse() {
        connect(SECRET);
        allow(SLEEPS);

        fault(SLEEPS, "SELECT 1", 409, "warehouse_stopped");
    }

    @Test
    void aMissingGrantOnACatalog() {
        connect(SECRET);
        allow(RUNS);

        JsonPath fault = fault(RUNS, "SELECT * FROM main.hr.salaries", 403, "privilege_missing");

        assertThat(fault.getString("hint"))
                .isEqualTo("The workspace admin runs: GRANT USE CATALOG ON CATALOG `main` TO `" + clientId + "`.");
        assertThat(fault.getString("sql_state")).isEqualTo("42501");
        assertThat(fault.getString("error_class")).isEqualTo("INSUFFICIENT_PERMISSIONS");
    }

    @Test
    void aTableThatIsNotVisible() {
        connect(SECRET);
        allow(RUNS);

        JsonPath fault = fault(RUNS, "SELECT * FROM main.sales.nosuch", 404, "object_not_found");

        assertThat(fault.getString("hint")).contains("GRANT SELECT ON TABLE `main`.`sales`.`nosuch` TO `" + clientId);
    }

    @Test
    void aSyntaxErrorAndItsPlace() {
        connect(SECRET);
        allow(RUNS);

        JsonPath fault = fault(RUNS, "SELECT 1\nFORM t WHERE a = 'canary-7f3a'", 422, "sql_error");

        assertThat(fault.getString("error_class")).isEqualTo("PARSE_SYNTAX_ERROR");
        assertThat(fault.getInt("sql_line")).isPositive();
        assertThat(fault.getInt("sql_position")).isNotNegative();
        assertThat(fault.prettify()).doesNotContain("canary-7f3a");
    }

    private void connect(String secret) {
        tenant.connect("newcomer", workspace, clientId, secret);
    }

    private void allow(String warehouse) {
        Gateway.request()
                .body(Map.of("principal", clientId, "right", "CAN_USE"))
                .post(workspace.url() + "/sandbox/warehouses/" + warehouse + "/rights")
                .then()
                .statusCode(200);
    }

    private JsonPath fault(String warehouse, String statement, int status, String code) {
        return tenant.asks()
                .body(Map.of(
                        "tool_name",
                        "databricksworkspace_sql_statement_execute",
                        "identifier",
                        "newcomer",
                        "params",
                        Map.of("warehouse_id", warehouse, "statement", statement)))
                .post("/api/v1/execute_tool")
                .then()
                .statusCode(status)
                .contentType(startsWith("application/problem+json"))
                .body("code", equalTo(code))
                .extract()
                .jsonPath();
    }
}
