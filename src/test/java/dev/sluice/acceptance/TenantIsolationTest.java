package dev.sluice.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.sluice.testing.Gateway;
import dev.sluice.testing.Gateway.Tenant;
import dev.sluice.testing.PostgresResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One environment can neither see nor touch what another has, and cannot tell it from what does not exist. */
@QuarkusTest
@WithTestResource(PostgresResource.class)
class TenantIsolationTest {
    private static final String ABSENT = "ca_00000000000000000000000000";

    private Tenant owner;
    private Tenant stranger;
    private String account;

    @BeforeEach
    void connect() {
        owner = Gateway.tenant();
        stranger = Gateway.tenant();
        account = owner.account("private", "secret-of-the-owner");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    GET  | /api/v1/connected_accounts/{id}                  |
                    GET  | /api/v1/connected_accounts/this?id={id}          |
                    GET  | /api/v1/connected_accounts/details?id={id}       |
                    PUT  | /api/v1/connected_accounts                       | {"id":"{id}","client_secret":"stolen"}
                    POST | /api/v1/connected_accounts:delete                | {"id":"{id}"}
                    POST | /api/v1/connected_accounts/{id}:disconnect       |
                    POST | /api/v1/connected_accounts/-:disconnect          | {"id":"{id}"}
                    POST | /api/v1/connected_accounts/this:disconnect       | {"connected_account_id":"{id}"}
                    POST | /api/v1/connected_accounts/{id}:reconnect        |
                    """)
    void anothersIdGetsExactlyTheAnswerOfAnAbsentOne(String method, String path, String body) {
        Response anothers = ask(stranger, method, path, body, account);
        Response absent = ask(stranger, method, path, body, ABSENT);

        assertThat(anothers.statusCode()).isEqualTo(404);
        assertThat(anothers.asString()).isEqualTo(absent.asString());
        assertThat(anothers.headers().asList())
                .hasSameElementsAs(absent.headers().asList());
        untouched();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    GET  | /api/v1/connected_accounts/this?identifier=private&connector=databricksworkspace |
                    PUT  | /api/v1/connected_accounts                 | {"identifier":"private","client_secret":"stolen"}
                    POST | /api/v1/connected_accounts:delete          | {"identifier":"private"}
                    POST | /api/v1/connected_accounts/-:disconnect    | {"identifier":"private"}
                    """)
    void anothersIdentifierIsNotFound(String method, String path, String body) {
        Response answer = ask(stranger, method, path, body, "");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.<String>path("code")).isEqualTo("account_not_found");
        untouched();
    }

    @Test
    void theSameIdentifierIsAnotherAccountInEachEnvironment() {
        String other = stranger.asks()
                .body(Map.of("identifier", "private"))
                .post("/api/v1/connected_accounts:get_or_create")
                .then()
                .statusCode(200)
                .body("connected_account.status", equalTo("PENDING_AUTH"))
                .extract()
                .path("connected_account.id");

        assertThat(other).isNotEqualTo(account);
        untouched();
    }

    @Test
    void listsHoldTheCallersOwnAccountsAlone() {
        stranger.asks().get("/api/v1/connected_accounts").then().statusCode(200).body("total_size", equalTo(0));
        stranger.asks()
                .queryParam("identifier", "private")
                .get("/api/v1/connected_accounts")
                .then()
                .statusCode(200)
                .body("total_size", equalTo(0));
    }

    @Test
    void anotherEnvironmentsConnectionIsNotFound() {
        owner.asks()
                .body(Map.of("name", "finance"))
                .post("/api/v1/connections")
                .then()
                .statusCode(201);

        stranger.asks()
                .body(Map.of("identifier", "x", "connector", "finance"))
                .post("/api/v1/connected_accounts")
                .then()
                .statusCode(404)
                .body("code", equalTo("connection_not_found"));
        stranger.asks().get("/api/v1/connections/app").then().body("total_size", equalTo(1));
    }

    @ParameterizedTest
    @CsvSource({"clients", "api_keys"})
    void anotherEnvironmentsClientsAndKeysAreNotItsOwn(String kind) {
        String created = Gateway.operator()
                .body(Map.of("name", "mine"))
                .post("/api/v1/environments/{e}/{kind}", owner.environment(), kind)
                .then()
                .statusCode(201)
                .extract()
                .path(kind.equals("clients") ? "client_id" : "id");

        Gateway.operator()
                .delete("/api/v1/environments/{e}/{kind}/{id}", stranger.environment(), kind, created)
                .then()
                .statusCode(404)
                .body("code", equalTo("not_found"));
        assertThat(Gateway.operator()
                        .get("/api/v1/environments/{e}/{kind}", stranger.environment(), kind)
                        .asString())
                .doesNotContain(created);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/v1/environments",
        "POST, /api/v1/environments",
        "GET, /api/v1/environments/{e}/clients",
        "POST, /api/v1/environments/{e}/clients",
        "DELETE, /api/v1/environments/{e}/clients/cli_1",
        "GET, /api/v1/environments/{e}/api_keys",
        "POST, /api/v1/environments/{e}/api_keys",
        "DELETE, /api/v1/environments/{e}/api_keys/key_1"
    })
    void aCallersKeyDoesNotOpenWhatIsTheOperators(String method, String path) {
        owner.asks()
                .body("{\"name\":\"x\"}")
                .request(method, path.replace("{e}", owner.environment()))
                .then()
                .statusCode(401)
                .body("code", equalTo("unauthenticated"));
    }

    private static Response ask(Tenant tenant, String method, String path, String body, String id) {
        RequestSpecification request = tenant.asks();
        if (body != null) {
            request.body(body.replace("{id}", id));
        }
        return request.request(method, path.replace("{id}", id));
    }

    private void untouched() {
        owner.asks()
                .get("/api/v1/connected_accounts/{id}", account)
                .then()
                .statusCode(200)
                .body("connected_account.status", equalTo("ACTIVE"))
                .body("connected_account.credential_version", equalTo(1));
    }
}
