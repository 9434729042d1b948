package dev.sluice.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.sluice.testing.Gateway;
import dev.sluice.testing.Gateway.Tenant;
import dev.sluice.testing.PostgresResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(PostgresResource.class)
class AccountTest {
    private static final String ACCOUNTS = "/api/v1/connected_accounts";

    private Tenant tenant;

    @BeforeEach
    void setUp() {
        tenant = Gateway.tenant();
    }

    @Test
    void createsAnActiveAccountFromThePlainForm() {
        tenant.asks()
                .body(Map.of(
                        "connector", "databricksworkspace",
                        "identifier", "user_dbx_123",
                        "workspace_url", "https://" + Gateway.HOST + "/?o=1234567890",
                        "client_id", "principal",
                        "client_secret", "dose-secret"))
                .post(ACCOUNTS)
                .then()
                .statusCode(201)
                .body("connected_account.id", startsWith("ca_"))
                .body("connected_account.identifier", equalTo("user_dbx_123"))
                .body("connected_account.connector", equalTo("databricksworkspace"))
                .body("connected_account.connection_id", startsWith("conn_"))
                .body("connected_account.status", equalTo("ACTIVE"))
                .body("connected_account.workspace_url", equalTo(Gateway.HOST))
                .body("connected_account.client_id", equalTo("principal"))
                .body("connected_account.credential_version", equalTo(1))
                .body("connected_account.client_secret", nullValue());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"details\":{\"host\":\"%s\",\"client_id\":\"p\",\"client_secret\":\"s\"}}",
                "{\"details\":{\"details\":{\"domain\":\"%s\",\"client_id\":\"p\",\"client_secret\":\"s\"}}}",
                "{\"workspace_url\":\"%s\",\"client_id\":\"p\",\"client_secret\":\"s\"}"
            })
    void createsAnActiveAccountFromEachFormThatSdksSend(String staticAuth) {
        tenant.asks()
                .body("{\"identifier\":\"i\",\"connector\":\"databricksworkspace\",\"connected_account\":"
                        + "{\"authorization_details\":{\"static_auth\":" + staticAuth.formatted(Gateway.HOST) + "}}}")
                .post(ACCOUNTS)
                .then()
                .statusCode(201)
                .body("connected_account.status", equalTo("ACTIVE"))
                .body("connected_account.workspace_url", equalTo(Gateway.HOST))
                .body("connected_account.client_id", equalTo("p"));
    }

    @Test
    void createsAPendingAccountWhereAnSdkSendsAnEmptyOauthToken() {
        tenant.asks()
                .body("{\"identifier\":\"i\",\"connected_account\":{\"authorization_details\":{\"oauth_token\":{}}}}")
                .post(ACCOUNTS)
                .then()
                .statusCode(201)
                .body("connected_account.status", equalTo("PENDING_AUTH"))
                .body("connected_account.credential_version", equalTo(0));
    }

    @Test
    void refusesASecondAccountOfAnIdentifier() {
        tenant.account("twice", "s");

        tenant.asks()
                .body(Map.of("identifier", "twice"))
                .post(ACCOUNTS)
                .then()
                .statusCode(409)
                .body("code", equalTo("conflict"))
                .body("pointer", equalTo("/identifier"));
    }

    @Test
    void hundredConcurrentGetOrCreateCallsMakeOneAccount() throws Exception {
        List<Integer> statuses = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        try (HttpClient client = HttpClient.newHttpClient()) {
            List<CompletableFuture<HttpResponse<String>>> calls = IntStream.range(0, 100)
                    .mapToObj(i -> client.sendAsync(getOrCreate("shared"), BodyHandlers.ofString()))
                    .toList();
            for (CompletableFuture<HttpResponse<String>> call : calls) {
                statuses.add(call.get().statusCode());
                ids.add(JsonPath.from(call.get().body()).getString("connected_account.id"));
            }
        }

        assertThat(statuses).hasSize(100).containsOnly(200);
        assertThat(ids).hasSize(1);
        tenant.asks()
                .get(ACCOUNTS)
                .then()
                .body("connected_accounts", hasSize(1))
                .body("total_size", equalTo(1));
    }

    @Test
    void getOrCreateGivesCredentialsToAnAccountThatHasNoneAndLeavesThemThere() {
        tenant.asks().body(Map.of("identifier", "later")).post(ACCOUNTS).then().statusCode(201);
        Map<String, String> first = credentials("later", "first");
        Map<String, String> second = credentials("later", "second");

        tenant.asks()
                .body(first)
                .post(ACCOUNTS + ":get_or_create")
                .then()
                .statusCode(200)
                .body("connected_account.status", equalTo("ACTIVE"))
                .body("connected_account.credential_version", equalTo(1));
        tenant.asks()
                .body(second)
                .post(ACCOUNTS + ":get_or_create")
                .then()
                .statusCode(200)
                .body("connected_account.client_id", equalTo("first"))
                .body("connected_account.credential_version", equalTo(1));
    }

    @Test
    void newCredentialsAreANewVersionAndMakeTheAccountActive() {
        String id = tenant.account("rotated", "old");
        tenant.asks().post(ACCOUNTS + "/{id}:disconnect", id).then().statusCode(200);

        tenant.asks()
                .body(Map.of("id", id, "client_secret", "new"))
                .put(ACCOUNTS)
                .then()
                .statusCode(200)
                .body("connected_account.status", equalTo("ACTIVE"))
                .body("connected_account.credential_version", equalTo(2))
                .body("connected_account.workspace_url", equalTo(Gateway.HOST))
                .body("connected_account.client_id", equalTo("service-principal"));
    }

    @Test
    void doesNotSendAStoredSecretToAnotherHost() {
        String id = tenant.account("moved", "secret");

        tenant.asks()
                .body(Map.of("id", id, "workspace_url", "dbc-12345678-90ab.cloud.databricks.com"))
                .put(ACCOUNTS)
                .then()
                .statusCode(400)
                .body("code", equalTo("invalid_request"))
                .body("pointer", equalTo("/client_secret"));
        tenant.asks().get(ACCOUNTS + "/{id}", id).then().body("connected_account.workspace_url", equalTo(Gateway.HOST));
    }

    @Test
    void saysWhichCredentialIsMissing() {
        tenant.asks()
                .body(Map.of("identifier", "i", "workspace_url", Gateway.HOST, "client_secret", "s"))
                .post(ACCOUNTS)
                .then()
                .statusCode(400)
                .body("pointer", equalTo("/client_id"))
                .body("hint", equalTo("Add client_id, the service principal's application id"));
        tenant.asks().get(ACCOUNTS).then().body("total_size", equalTo(0));
    }

    @Test
    void disconnectsAndReconnectsAnAccount() {
        String id = tenant.account("switched", "s");

        tenant.asks()
                .body(Map.of("identifier", "switched"))
                .post(ACCOUNTS + "/-:disconnect")
                .then()
                .statusCode(200)
                .body("connected_account.id", equalTo(id))
                .body("connected_account.status", equalTo("DISCONNECTED"));
        tenant.asks()
                .post(ACCOUNTS + "/{id}:disconnect", id)
                .then()
                .statusCode(200)
                .body("connected_account.status", equalTo("DISCONNECTED"));
        tenant.asks()
                .post(ACCOUNTS + "/{id}:reconnect", id)
                .then()
                .statusCode(200)
                .body("connected_account.status", equalTo("ACTIVE"))
                .body("connected_account.credential_version", equalTo(1));
    }

    @Test
    void recordsEveryChangeWithItsCause() {
        String id = tenant.account("told", "s");
        tenant.asks().post(ACCOUNTS + "/{id}:disconnect", id).then().statusCode(200);
        tenant.asks().post(ACCOUNTS + "/{id}:disconnect", id).then().statusCode(200);
        tenant.asks().body(Map.of("id", id)).post(ACCOUNTS + ":delete").then().statusCode(200);

        assertThat(PostgresResource.rows("""
                        select coalesce(old_status, '-') || ' ' || coalesce(new_status, '-') || ': '
                            || regexp_replace(cause, 'key_.*', 'key')
                        from account_event where account_id = '%s' order by occurred_at, id""".formatted(id)))
                .containsExactly(
                        "- PENDING_AUTH: Created without credentials",
                        "PENDING_AUTH ACTIVE: Credentials version 1 were given",
                        "ACTIVE DISCONNECTED: Disconnected by key",
                        "DISCONNECTED -: Deleted by key");
    }

    @Test
    void deletesAnAccount() {
        String id = tenant.account("gone", "s");

        tenant.asks()
                .body(Map.of("identifier", "gone"))
                .post(ACCOUNTS + ":delete")
                .then()
                .statusCode(200);

        tenant.asks()
                .get(ACCOUNTS + "/{id}", id)
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("code", equalTo("account_not_found"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"this", "details"})
    void getsAnAccountByIdentifierAndConnector(String path) {
        String id = tenant.account("selected", "s");

        tenant.asks()
                .queryParam("identifier", "selected")
                .queryParam("connector", "databricksworkspace")
                .get(ACCOUNTS + "/" + path)
                .then()
                .statusCode(200)
                .body("connected_account.id", equalTo(id));
    }

    @Test
    void tellsAnUnknownConnectionFromAnUnknownAccount() {
        tenant.asks()
                .get(ACCOUNTS + "/this?identifier=nobody&connector=nothing")
                .then()
                .statusCode(404)
                .body("code", equalTo("connection_not_found"));
        tenant.asks()
                .get(ACCOUNTS + "/this?identifier=nobody&connector=databricksworkspace")
                .then()
                .statusCode(404)
                .body("code", equalTo("account_not_found"));
    }

    @Test
    void asksForTheConnectorWhereAnIdentifierHasTwoAccounts() {
        tenant.asks()
                .body(Map.of("name", "finance"))
                .post("/api/v1/connections")
                .then()
                .statusCode(201);
        tenant.account("both", "s");
        tenant.asks()
                .body(Map.of("identifier", "both", "connector", "finance"))
                .post(ACCOUNTS)
                .then()
                .statusCode(201);

        tenant.asks()
                .get(ACCOUNTS + "/this?identifier=both")
                .then()
                .statusCode(409)
                .body("code", equalTo("account_ambiguous"))
                .body("hint", equalTo("Add connector, one of [databricksworkspace, finance]"));
        tenant.asks()
                .get(ACCOUNTS + "/this?identifier=both&connector=finance")
                .then()
                .statusCode(200)
                .body("connected_account.status", equalTo("PENDING_AUTH"));
    }

    @Test
    void listsPageByPageEachAccountOnce() {
        for (int i = 0; i < 5; i++) {
            tenant.asks()
                    .body(Map.of("identifier", "user-" + i))
                    .post(ACCOUNTS)
                    .then()
                    .statusCode(201);
        }

        List<String> seen = new ArrayList<>();
        String token = "";
        do {
            JsonPath page = tenant.asks()
                    .queryParam("page_size", 2)
                    .queryParam("page_token", token)
                    .get(ACCOUNTS)
                    .then()
                    .statusCode(200)
                    .body("total_size", equalTo(5))
                    .extract()
                    .jsonPath();
            seen.addAll(page.getList("connected_accounts.identifier"));
            token = page.getString("next_page_token");
        } while (token != null);

        assertThat(seen).containsExactly("user-0", "user-1", "user-2", "user-3", "user-4");
    }

    @Test
    void listsByConnectionIdentifierAndPartOfIt() {
        tenant.asks()
                .body(Map.of("name", "finance"))
                .post("/api/v1/connections")
                .then()
                .statusCode(201);
        tenant.asks().body(Map.of("identifier", "Ann_1")).post(ACCOUNTS).then().statusCode(201);
        tenant.asks().body(Map.of("identifier", "bob")).post(ACCOUNTS).then().statusCode(201);
        tenant.asks()
                .body(Map.of("identifier", "bob", "connector", "finance"))
                .post(ACCOUNTS)
                .then()
                .statusCode(201);

        assertThat(listed("identifier=bob")).containsExactly("bob", "bob");
        assertThat(listed("query=nn_")).containsExactly("Ann_1");
        assertThat(listed("query=%25")).isEmpty();
        assertThat(listed("connector=finance")).containsExactly("bob");
        assertThat(listed("connection_names=finance&connection_names=databricksworkspace"))
                .containsExactly("Ann_1", "bob", "bob");
    }

    @Test
    void everyEnvironmentHasTheDatabricksConnectionAndTakesMore() {
        tenant.asks()
                .body(Map.of("name", "finance", "provider", "databricksworkspace"))
                .post("/api/v1/connections")
                .then()
                .statusCode(201)
                .body("connection.id", startsWith("conn_"))
                .body("connection.key_id", equalTo("finance"));
        tenant.asks()
                .get("/api/v1/connections/app")
                .then()
                .statusCode(200)
                .body("connections.key_id", contains("databricksworkspace", "finance"))
                .body("total_size", equalTo(2));
        tenant.asks()
                .body(Map.of("name", "finance"))
                .post("/api/v1/connections")
                .then()
                .statusCode(409)
                .body("code", equalTo("conflict"));
    }

    private List<String> listed(String query) {
        return tenant.asks()
                .get(ACCOUNTS + "?" + query)
                .then()
                .statusCode(200)
                .extract()
                .path("connected_accounts.identifier");
    }

    private static Map<String, String> credentials(String identifier, String clientId) {
        return Map.of(
                "identifier",
                identifier,
                "workspace_url",
                Gateway.HOST,
                "client_id",
                clientId,
                "client_secret",
                "secret of " + clientId);
    }

    private HttpRequest getOrCreate(String identifier) {
        String url = RestAssured.baseURI + ":" + RestAssured.port + ACCOUNTS + ":get_or_create";
        return HttpRequest.newBuilder(URI.create(url))
                .header("Authorization", "Bearer " + tenant.apiKey())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"identifier\":\"" + identifier + "\"}"))
                .build();
    }
}
