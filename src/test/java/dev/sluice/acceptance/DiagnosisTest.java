package dev.sluice.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.sluice.sandbox.Workspace;
import dev.sluice.sandbox.auth.Principal;
import dev.sluice.sandbox.faults.Fault;
import dev.sluice.sandbox.http.Reply;
import dev.sluice.sandbox.sql.Privilege;
import dev.sluice.sandbox.sql.Securable;
import dev.sluice.testing.Gateway;
import dev.sluice.testing.Gateway.Tenant;
import dev.sluice.testing.PostgresResource;
import dev.sluice.testing.SandboxResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(PostgresResource.class)
@WithTestResource(SandboxResource.class)
class DiagnosisTest {
    private static final String RUNS = "abc123def456";
    private static final String SLEEPS = "a1b2c3d4e5f60718";
    private static final String SECRET = "toy-secret-canary-7f3a";

    private final Workspace workspace = SandboxResource.first();
    private final String clientId = UUID.randomUUID().toString();
    private Tenant tenant;

    @BeforeEach
    void setUp() {
        tenant = Gateway.tenant();
        workspace.principals().add(Principal.of(clientId, "patient", 7_100_000_000L), SECRET);
        allow(RUNS);
        allow(SLEEPS);
        workspace.engine().grants().grant(clientId, Privilege.USE_CATALOG, Securable.catalog("main"));
        workspace.engine().grants().grant(clientId, Privilege.USE_SCHEMA, Securable.schema("main", "sales"));
        workspace.engine().grants().grant(clientId, Privilege.SELECT, Securable.schema("main", "sales"));
    }

    private void allow(String warehouse) {
        Gateway.request()
                .body(Map.of("principal", clientId, "right", "CAN_USE"))
                .post(workspace.url() + "/sandbox/warehouses/" + warehouse + "/rights")
                .then()
                .statusCode(200);
    }

    @AfterEach
    void heal() {
        workspace.faults().clear();
    }

    @Test
    void findsNothingWrongWithAHealthyAccount() {
        JsonPath diagnosis =
                diagnosed(account(SECRET), "{\"warehouse_id\":\"" + RUNS + "\",\"table\":\"main.sales.orders\"}");

        assertThat(diagnosis.getString("verdict")).as(diagnosis.prettify()).isEqualTo("passed");
        assertThat(diagnosis.getList("checks.check"))
                .containsExactly(
                        "account",
                        "name_resolves",
                        "reachable",
                        "tls",
                        "credentials",
                        "token",
                        "entitlements",
                        "warehouses",
                        "warehouse",
                        "catalogs",
                        "table");
        assertThat(diagnosis.getList("checks.verdict", String.class))
                .containsOnlyOnce("skipped")
                .containsOnly("passed", "skipped");
        assertThat(verdict(diagnosis, "tls")).isEqualTo("skipped");
        assertThat(evidence(diagnosis, "warehouse")).isEqualTo(RUNS + " (RUNNING).");
        assertThat(evidence(diagnosis, "catalogs")).contains("main");
        assertThat(diagnosis.getString("connected_account.status")).isEqualTo("ACTIVE");
    }

    @Test
    void takesARequestWithoutABody() {
        String id = account(SECRET);

        JsonPath diagnosis = Gateway.bearer(tenant.apiKey())
                .post("/api/v1/connected_accounts/{id}:diagnose", id)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();

        assertThat(verdict(diagnosis, "warehouse")).isEqualTo("passed");
        assertThat(verdict(diagnosis, "table")).isEqualTo("skipped");
        assertThat(evidence(diagnosis, "table")).isEqualTo("No table was given.");
    }

    @Test
    void tellsAWrongSecret() {
        JsonPath diagnosis = diagnosed(account("not-the-secret"), "{}");

        failedAt(diagnosis, "credentials", "credentials_rejected");
        assertThat(remedy(diagnosis, "credentials")).contains(clientId).contains("new OAuth secret");
        assertThat(check(diagnosis, "credentials").get("retryable")).isEqualTo(false);
        assertThat(diagnosis.prettify()).doesNotContain("not-the-secret");
    }

    @Test
    void triesRefusedCredentialsAgainAtAnAccountThatIsRevoked() {
        String id = account(SECRET);
        workspace.principals().revoke(clientId);
        failedAt(diagnosed(id, "{}"), "credentials", "credentials_rejected");
        revoked(id);
        workspace.principals().restore(clientId);

        JsonPath diagnosis = diagnosed(id, "{}");

        assertThat(verdict(diagnosis, "account")).isEqualTo("failed");
        assertThat(remedy(diagnosis, "account")).contains("disconnect and reconnect");
        assertThat(verdict(diagnosis, "credentials")).isEqualTo("passed");
    }

    private void revoked(String id) {
        await().untilAsserted(() -> tenant.asks()
                .get("/api/v1/connected_accounts/{id}", id)
                .then()
                .body("connected_account.status", equalTo("REVOKED")));
    }

    @Test
    void tellsATokenEndpointThatIsAwayFromOneThatRefuses() {
        workspace.faults().inject("POST", "/oidc/v1/token", 1, new Fault.Answer(Reply.text(503, "text/html", "")));

        JsonPath diagnosis = diagnosed(account(SECRET), "{}");

        failedAt(diagnosis, "credentials", "workspace_unavailable");
        assertThat(check(diagnosis, "credentials").get("retryable")).isEqualTo(true);
        assertThat(check(diagnosis, "credentials").get("whose_move")).isEqualTo("nobody");
    }

    @Test
    void tellsAnAccessListThatKeepsTheGatewayOut() {
        workspace
                .faults()
                .inject(
                        "GET",
                        "/api/2.0/preview/scim/v2/Me",
                        1,
                        new Fault.Answer(Reply.text(
                                403,
                                "application/json",
                                "{\"error_code\":403,\"message\":\"Source IP address: 203.0.113.7 is blocked by"
                                        + " Databricks IP ACL for workspace: 1234567890\"}")));

        JsonPath diagnosis = diagnosed(account(SECRET), "{}");

        failedAt(diagnosis, "token", "ip_blocked");
        assertThat(remedy(diagnosis, "token")).contains("adds 203.0.113.7");
    }

    @Test
    void tellsANameThatDoesNotResolve() {
        failedAt(diagnosed(account(SandboxResource.NOWHERE, SECRET), "{}"), "name_resolves", "workspace_unreachable");
    }

    @Test
    void tellsAHostThatAcceptsNoConnection() {
        failedAt(diagnosed(account(SandboxResource.closedPort(), SECRET), "{}"), "reachable", "workspace_unreachable");
    }

    @Test
    void tellsAHostThatIsNoWorkspace() {
        JsonPath diagnosis = diagnosed(account(SandboxResource.webSite(), SECRET), "{}");

        failedAt(diagnosis, "credentials", "not_a_workspace");
        assertThat(remedy(diagnosis, "credentials")).contains("workspace host");
    }

    @Test
    void tellsAMissingEntitlement() {
        workspace.principals().add(new Principal(clientId, "patient", 7_100_000_000L, Set.of(), false), SECRET);

        JsonPath diagnosis = diagnosed(account(SECRET), "{}");

        assertThat(verdict(diagnosis, "entitlements")).isEqualTo("warning");
        assertThat(check(diagnosis, "warehouses").get("code")).isEqualTo("missing_entitlement");
        assertThat(remedy(diagnosis, "warehouses"))
                .contains("databricks-sql-access")
                .contains(clientId);
        assertThat(verdict(diagnosis, "catalogs"))
                .as("catalogs need no SQL access")
                .isEqualTo("passed");
    }

    @Test
    void tellsAWarehouseWithoutARightOnIt() {
        String other = "ac3e0000-0000-4000-8000-000000000002";

        JsonPath diagnosis = diagnosed(
                account(workspace.url(), other, "toy-secret-acme-no-warehouse"), "{\"warehouse_id\":\"" + RUNS + "\"}");

        assertThat(diagnosis.getString("verdict")).isEqualTo("failed");
        assertThat(evidence(diagnosis, "warehouses")).isEqualTo("The service principal sees no SQL warehouse.");
        assertThat(check(diagnosis, "warehouse").get("code")).isEqualTo("warehouse_not_usable");
        assertThat(remedy(diagnosis, "warehouse")).contains("CAN USE").contains(other);
    }

    @Test
    void tellsAWarehouseThatDoesNotExistAndNamesThoseThatDo() {
        JsonPath diagnosis = diagnosed(account(SECRET), "{\"warehouse_id\":\"ffffffffffffffff\"}");

        assertThat(check(diagnosis, "warehouse").get("code")).isEqualTo("warehouse_not_found");
        assertThat(remedy(diagnosis, "warehouse")).contains(RUNS + " (RUNNING)");
    }

    @Test
    void tellsAStoppedWarehouseAndDoesNotStartIt() {
        JsonPath diagnosis = diagnosed(account(SECRET), "{\"warehouse_id\":\"" + SLEEPS + "\"}");

        assertThat(verdict(diagnosis, "warehouse")).isEqualTo("warning");
        assertThat(evidence(diagnosis, "warehouse")).isEqualTo(SLEEPS + " (STOPPED).");
        assertThat(diagnosis.getString("verdict")).isEqualTo("warning");
        assertThat(diagnosed(account(SECRET), "{\"warehouse_id\":\"" + SLEEPS + "\"}")
                        .getString("checks[8].evidence"))
                .as("it still sleeps")
                .contains("STOPPED");
    }

    @Test
    void saysWhatToGrantOnATableThatMayNotBeRead() {
        JsonPath diagnosis = diagnosed(account(SECRET), "{\"table\":\"main.flights.departures\"}");

        assertThat(check(diagnosis, "table").get("code")).isEqualTo("privilege_missing");
        assertThat(remedy(diagnosis, "table"))
                .isEqualTo(
                        "The workspace admin runs: GRANT USE SCHEMA ON SCHEMA `main`.`flights` TO `" + clientId + "`.");
        assertThat(evidence(diagnosis, "table")).contains("USE SCHEMA");
    }

    @Test
    void saysWhatToGrantOnATableThatIsNotShown() {
        JsonPath diagnosis = diagnosed(account(SECRET), "{\"table\":\"main.sales.nosuch\"}");

        assertThat(verdict(diagnosis, "table")).isEqualTo("failed");
        assertThat(remedy(diagnosis, "table"))
                .contains("GRANT SELECT ON TABLE `main`.`sales`.`nosuch` TO `" + clientId + "`");
    }

    @Test
    void leavesAnAccountAloneThatWasSwitchedOff() {
        String id = account(SECRET);
        tenant.asks().post("/api/v1/connected_accounts/{id}:disconnect", id);
        long mints = workspace.ledger().mints(clientId);

        JsonPath diagnosis = diagnosed(id, "{}");

        assertThat(verdict(diagnosis, "account")).isEqualTo("failed");
        assertThat(diagnosis.getList("checks.verdict", String.class).subList(1, 11))
                .containsOnly("skipped");
        assertThat(workspace.ledger().mints(clientId)).isEqualTo(mints);
    }

    @Test
    void saysThatAnAccountHasNoCredentials() {
        String id = tenant.asks()
                .body(Map.of("identifier", "pending"))
                .post("/api/v1/connected_accounts")
                .then()
                .statusCode(201)
                .extract()
                .path("connected_account.id");

        JsonPath diagnosis = diagnosed(id, "{}");

        assertThat(verdict(diagnosis, "account")).isEqualTo("failed");
        assertThat(diagnosis.getList("checks.check")).hasSize(11);
    }

    @Test
    void tellsNothingAboutAnotherTenantsAccount() {
        String id = account(SECRET);

        Gateway.tenant()
                .asks()
                .body("{}")
                .post("/api/v1/connected_accounts/{id}:diagnose", id)
                .then()
                .statusCode(404)
                .body("code", equalTo("account_not_found"));
    }

    @ParameterizedTest
    @CsvSource({"'{\"table\":\"orders\"}',            /table", "'{\"warehouse_id\":\"../clusters\"}', /warehouse_id"})
    void refusesAComplaintThatNamesNothing(String body, String pointer) {
        tenant.asks()
                .body(body)
                .post("/api/v1/connected_accounts/{id}:diagnose", account(SECRET))
                .then()
                .statusCode(400)
                .body("code", equalTo("invalid_request"))
                .body("pointer", equalTo(pointer));
    }

    private String account(String secret) {
        return account(workspace.url(), secret);
    }

    private String account(String origin, String secret) {
        return account(origin, clientId, secret);
    }

    private String account(String origin, String principal, String secret) {
        return tenant.asks()
                .body(Map.of(
                        "identifier",
                        UUID.randomUUID().toString(),
                        "workspace_url",
                        origin,
                        "client_id",
                        principal,
                        "client_secret",
                        secret))
                .post("/api/v1/connected_accounts")
                .then()
                .statusCode(201)
                .extract()
                .path("connected_account.id");
    }

    private JsonPath diagnosed(String id, String body) {
        JsonPath diagnosis = tenant.asks()
                .body(body)
                .post("/api/v1/connected_accounts/{id}:diagnose", id)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        assertThat(diagnosis.prettify()).doesNotContain(SECRET);
        return diagnosis;
    }

    /** One check failed, those before it did not, and those behind it were not tried. */
    private static void failedAt(JsonPath diagnosis, String check, String code) {
        List<String> names = diagnosis.getList("checks.check", String.class);
        List<String> verdicts = diagnosis.getList("checks.verdict", String.class);
        int at = names.indexOf(check);
        assertThat(verdicts.get(at)).as(diagnosis.prettify()).isEqualTo("failed");
        assertThat(check(diagnosis, check).get("code")).isEqualTo(code);
        assertThat(verdicts.subList(0, at)).doesNotContain("failed");
        assertThat(verdicts.subList(at + 1, verdicts.size())).containsOnly("skipped");
    }

    private static Map<String, Object> check(JsonPath diagnosis, String name) {
        return diagnosis.getMap("checks.find { it.check == '" + name + "' }");
    }

    private static String verdict(JsonPath diagnosis, String name) {
        return String.valueOf(check(diagnosis, name).get("verdict"));
    }

    private static String evidence(JsonPath diagnosis, String name) {
        return String.valueOf(check(diagnosis, name).get("evidence"));
    }

    private static String remedy(JsonPath diagnosis, String name) {
        return String.valueOf(check(diagnosis, name).get("remedy"));
    }
}
