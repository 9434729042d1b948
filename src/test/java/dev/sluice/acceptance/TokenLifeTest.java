package dev.sluice.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.sluice.sandbox.Workspace;
import dev.sluice.sandbox.auth.Principal;
import dev.sluice.sandbox.faults.Fault;
import dev.sluice.sandbox.http.Body;
import dev.sluice.sandbox.http.Reply;
import dev.sluice.testing.Gateway;
import dev.sluice.testing.Gateway.Tenant;
import dev.sluice.testing.PostgresResource;
import dev.sluice.testing.SandboxResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An account's token from mint to revocation, and the ways back. */
@QuarkusTest
@WithTestResource(PostgresResource.class)
@WithTestResource(SandboxResource.class)
class TokenLifeTest {
    private static final String ACCOUNTS = "/api/v1/connected_accounts";
    private static final String SECRET = "toy-secret";

    private final Workspace workspace = SandboxResource.second();
    private final String clientId = UUID.randomUUID().toString();
    private Tenant tenant;

    @BeforeEach
    void setUp() {
        tenant = Gateway.tenant();
        workspace.principals().add(Principal.of(clientId, "token life", 7_300_000_000L), SECRET);
        tenant.connect("life", workspace, clientId, SECRET);
    }

    @AfterEach
    void comeBack() {
        PostgresResource.open();
        workspace.faults().clear();
    }

    @Test
    void showsHowTheTokenStandsAndNeverTheToken() {
        view().body("connected_account.token", nullValue());

        call().statusCode(200);

        await().untilAsserted(() -> view().body("connected_account.token.minted_at", notNullValue())
                .body("connected_account.token.expires_at", notNullValue())
                .body("connected_account.token.renew_at", notNullValue())
                .body("connected_account.token.last_error", nullValue()));
        assertThat(view().extract().asString()).doesNotContain("access_token").doesNotContain(SECRET);
        tenant.asks().get(ACCOUNTS).then().body("connected_accounts[0].token", nullValue());
    }

    @Test
    void refreshMintsNowAndTellsTheTokensState() {
        call().statusCode(200);

        refresh().statusCode(200).body("connected_account.token.expires_at", notNullValue());

        assertThat(workspace.ledger().mints(clientId)).isEqualTo(2);
        call().statusCode(200);
        assertThat(workspace.ledger().mints(clientId)).isEqualTo(2);
    }

    @Test
    void refreshNeedsTheScopeToWrite() {
        tenant.scoped("accounts:read")
                .asks()
                .post(ACCOUNTS + "/{id}:refresh", id())
                .then()
                .statusCode(403);
    }

    @Test
    void refreshOfADisconnectedAccountIsRefused() {
        String id = id();
        tenant.asks().post(ACCOUNTS + "/{id}:disconnect", id).then().statusCode(200);

        refresh().statusCode(409).body("code", equalTo("account_not_connected"));
        assertThat(workspace.ledger().mints(clientId)).isZero();
    }

    @Test
    void aFailedRefreshIsToldAndShown() {
        call().statusCode(200);
        workspace.faults().inject("POST", "/oidc/v1/token", 1, new Fault.Answer(new Reply(503, Map.of(), Body.EMPTY)));

        refresh().statusCode(503).body("code", equalTo("workspace_unavailable"));

        await().untilAsserted(
                        () -> view().body("connected_account.token.last_error.code", equalTo("workspace_unavailable"))
                                .body("connected_account.token.last_error.at", notNullValue())
                                .body("connected_account.token.next_try_at", notNullValue())
                                .body("connected_account.token.expires_at", notNullValue()));
        call().statusCode(200);
    }

    @Test
    void refusedCredentialsRevokeTheAccountAndARefreshBringsItBack() {
        workspace.principals().revoke(clientId);
        call().statusCode(424).body("code", equalTo("credentials_rejected"));
        awaitStatus("REVOKED");
        refresh().statusCode(424).body("code", equalTo("credentials_rejected"));

        workspace.principals().restore(clientId);

        refresh().statusCode(200).body("connected_account.status", equalTo("ACTIVE"));
        call().statusCode(200);
        assertThat(PostgresResource.rows("select cause from account_event where account_id = '" + id()
                        + "' and old_status = 'REVOKED' and new_status = 'ACTIVE'"))
                .singleElement()
                .asString()
                .startsWith("The workspace accepts the credentials: refreshed by ");
    }

    @Test
    void newCredentialsBringARevokedAccountBackAtOnce() {
        workspace.principals().rotate(clientId, "another-secret");
        call().statusCode(424);
        awaitStatus("REVOKED");

        tenant.asks()
                .body(Map.of("identifier", "life", "client_secret", "another-secret"))
                .put(ACCOUNTS)
                .then()
                .statusCode(200)
                .body("connected_account.token", nullValue());

        call().statusCode(200);
        await().untilAsserted(() -> view().body("connected_account.token.last_error", nullValue())
                .body("connected_account.token.expires_at", notNullValue()));
    }

    @Test
    void aRevocationDuringAnOutageOfTheDatabaseIsWrittenAfterIt() {
        call().statusCode(200);
        workspace.principals().revoke(clientId);
        workspace.tokens().expire(clientId);
        PostgresResource.close();
        call().statusCode(424);

        PostgresResource.open();

        awaitStatus("REVOKED");
    }

    @Test
    void aTokenThatDiedIsReplacedOnceAndTheCallSucceeds() {
        call().statusCode(200);
        workspace.tokens().expire(clientId);

        call().statusCode(200);

        assertThat(workspace.ledger().mints(clientId)).isEqualTo(2);
    }

    @Test
    void fiftyCallsWhoseFreshTokensAreRefusedTooCauseOneMintAndNoMore() {
        call().statusCode(200);
        workspace
                .faults()
                .inject("GET", "/api/2.0/sql/warehouses", 1000, new Fault.Answer(new Reply(401, Map.of(), Body.EMPTY)));

        for (int i = 0; i < 50; i++) {
            call().statusCode(424).body("code", equalTo("token_rejected"));
        }

        assertThat(workspace.ledger().mints(clientId)).isEqualTo(2);
    }

    private ValidatableResponse call() {
        return tenant.asks()
                .body(Map.of(
                        "tool_name",
                        "databricksworkspace_sql_warehouses_list",
                        "identifier",
                        "life",
                        "params",
                        Map.of()))
                .post("/api/v1/execute_tool")
                .then();
    }

    private ValidatableResponse refresh() {
        return tenant.asks().post(ACCOUNTS + "/{id}:refresh", id()).then();
    }

    private ValidatableResponse view() {
        return tenant.asks().get(ACCOUNTS + "/{id}", id()).then().statusCode(200);
    }

    private void awaitStatus(String status) {
        await().untilAsserted(() -> view().body("connected_account.status", equalTo(status)));
    }

    private String id() {
        List<String> ids =
                tenant.asks().get(ACCOUNTS).then().statusCode(200).extract().path("connected_accounts.id");
        return ids.getFirst();
    }
}
