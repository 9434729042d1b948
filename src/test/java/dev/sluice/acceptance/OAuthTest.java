package dev.sluice.acceptance;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import com.nimbusds.jwt.SignedJWT;
import dev.sluice.testing.Gateway;
import dev.sluice.testing.Gateway.Tenant;
import dev.sluice.testing.PostgresResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(PostgresResource.class)
class OAuthTest {
    private Tenant tenant;
    private String clientId;
    private String secret;

    @BeforeEach
    void register() {
        tenant = Gateway.tenant();
        JsonPath client = Gateway.operator()
                .body(Map.of("name", "agent", "scopes", List.of("accounts:read", "tools:execute")))
                .post("/api/v1/environments/{e}/clients", tenant.environment())
                .then()
                .statusCode(201)
                .body("client_id", startsWith("cli_"))
                .body("client_secret", startsWith("sls_"))
                .extract()
                .jsonPath();
        clientId = client.getString("client_id");
        secret = client.getString("client_secret");
    }

    @Test
    void aClientGetsATokenThatOpensItsEnvironment() {
        String id = tenant.account("mine", "s");
        String token = form(clientId, secret)
                .post("/oauth/token")
                .then()
                .statusCode(200)
                .header("Cache-Control", equalTo("no-store"))
                .body("token_type", equalTo("Bearer"))
                .body("expires_in", equalTo(86399))
                .extract()
                .path("access_token");

        Gateway.bearer(token)
                .get("/api/v1/connected_accounts")
                .then()
                .statusCode(200)
                .body("connected_accounts.id", equalTo(List.of(id)));
        Gateway.bearer(token)
                .body(Map.of("identifier", "x"))
                .post("/api/v1/connected_accounts")
                .then()
                .statusCode(403)
                .body("detail", equalTo("The caller lacks the scope accounts:write"));
    }

    @Test
    void aClientMayUseHttpBasic() {
        given().auth()
                .preemptive()
                .basic(clientId, secret)
                .formParam("grant_type", "client_credentials")
                .post("/oauth/token")
                .then()
                .statusCode(200);
    }

    @Test
    void aStaleBearerHeaderIsIgnored() {
        form(clientId, secret)
                .header("Authorization", "Bearer stale.token.here")
                .post("/oauth/token")
                .then()
                .statusCode(200);
    }

    @Test
    void aTokenMayBeNarrowedToSomeScopes() {
        String token = form(clientId, secret)
                .formParam("scope", "tools:execute")
                .post("/oauth/token")
                .then()
                .statusCode(200)
                .body("scope", equalTo("tools:execute"))
                .extract()
                .path("access_token");

        Gateway.bearer(token).get("/api/v1/connected_accounts").then().statusCode(403);
    }

    @Test
    void aScopeThatTheClientLacksIsRefused() {
        form(clientId, secret)
                .formParam("scope", "accounts:write")
                .post("/oauth/token")
                .then()
                .statusCode(400)
                .body("error", equalTo("invalid_scope"));
    }

    @ParameterizedTest
    @CsvSource({"wrong, ", ", wrong"})
    void aWrongIdAndAWrongSecretGetTheSameAnswer(String wrongId, String wrongSecret) {
        form(wrongId == null ? clientId : wrongId, wrongSecret == null ? secret : wrongSecret)
                .post("/oauth/token")
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", startsWith("Basic"))
                .body("error", equalTo("invalid_client"))
                .body("error_description", equalTo("The client id or secret is wrong, or was revoked"));
    }

    @Test
    void anotherGrantIsNotSupported() {
        given().formParam("grant_type", "password")
                .post("/oauth/token")
                .then()
                .statusCode(400)
                .body("error", equalTo("unsupported_grant_type"));
    }

    @Test
    void aMissingGrantOrARepeatedParameterIsAnInvalidRequest() {
        given().formParam("client_id", clientId)
                .post("/oauth/token")
                .then()
                .statusCode(400)
                .body("error", equalTo("invalid_request"));
        form(clientId, secret)
                .formParam("client_id", clientId)
                .post("/oauth/token")
                .then()
                .statusCode(400)
                .body("error", equalTo("invalid_request"))
                .body("error_description", equalTo("client_id is given more than once"));
    }

    @Test
    void aRevokedClientGetsNoTokenAndItsTokensStopWorking() {
        String token =
                form(clientId, secret).post("/oauth/token").then().extract().path("access_token");
        Gateway.bearer(token).get("/api/v1/connected_accounts").then().statusCode(200);

        Gateway.operator()
                .delete("/api/v1/environments/{e}/clients/{id}", tenant.environment(), clientId)
                .then()
                .statusCode(204);

        form(clientId, secret).post("/oauth/token").then().statusCode(401);
        Gateway.bearer(token)
                .get("/api/v1/connected_accounts")
                .then()
                .statusCode(401)
                .body("detail", equalTo("The API client or key of this access token was revoked"));
    }

    @Test
    void theSecretIsShownOnceOnly() {
        Gateway.operator()
                .get("/api/v1/environments/{e}/clients", tenant.environment())
                .then()
                .statusCode(200)
                .body("clients", hasSize(1))
                .body("clients[0].client_id", equalTo(clientId))
                .body("clients[0].scopes", equalTo(List.of("accounts:read", "tools:execute")))
                .body("clients[0].client_secret", nullValue());
    }

    @Test
    void theKeysArePublishedWithoutTheirPrivateHalves() throws Exception {
        String token =
                form(clientId, secret).post("/oauth/token").then().extract().path("access_token");

        String keyId = SignedJWT.parse(token).getHeader().getKeyID();

        given().get("/keys")
                .then()
                .statusCode(200)
                .body("keys.kid", equalTo(List.of(keyId)))
                .body("keys[0].kty", equalTo("RSA"))
                .body("keys[0].alg", equalTo("RS256"))
                .body("keys[0].d", nullValue())
                .body("keys[0].p", nullValue());
    }

    @Test
    void anAlteredTokenIsRefused() {
        String token =
                form(clientId, secret).post("/oauth/token").then().extract().path("access_token");
        char last = token.charAt(token.length() - 10);
        String altered = token.substring(0, token.length() - 10)
                + (last == 'A' ? 'B' : 'A')
                + token.substring(token.length() - 9);

        Gateway.bearer(altered)
                .get("/api/v1/connected_accounts")
                .then()
                .statusCode(401)
                .body("detail", equalTo("The access token is not valid or has expired"));
    }

    @Test
    void aKeyIsRefusedOnceItIsRevoked() {
        JsonPath key = Gateway.operator()
                .body(Map.of("name", "short-lived"))
                .post("/api/v1/environments/{e}/api_keys", tenant.environment())
                .then()
                .statusCode(201)
                .extract()
                .jsonPath();
        String clear = key.getString("api_key");
        Gateway.bearer(clear).get("/api/v1/connected_accounts").then().statusCode(200);

        Gateway.operator()
                .delete("/api/v1/environments/{e}/api_keys/{id}", tenant.environment(), key.getString("id"))
                .then()
                .statusCode(204);

        Gateway.bearer(clear)
                .get("/api/v1/connected_accounts")
                .then()
                .statusCode(401)
                .body("detail", equalTo("The API key does not exist or was revoked"));
        assertThat(Gateway.operator()
                        .get("/api/v1/environments/{e}/api_keys", tenant.environment())
                        .asString())
                .contains(key.getString("id"), "revoked_at", clear.substring(0, 10))
                .doesNotContain(clear);
    }

    @Test
    void theOperatorsTokenIsCheckedToTheLetter() {
        Gateway.bearer(Gateway.OPERATOR_TOKEN + "x")
                .get("/api/v1/environments")
                .then()
                .statusCode(401)
                .body("detail", equalTo("The operator token is missing or not valid"));
    }

    @Test
    void theOperatorIsToldWhichTokenIsMissing() {
        Gateway.request()
                .get("/api/v1/environments")
                .then()
                .statusCode(401)
                .body("hint", equalTo("Send Authorization: Bearer with the value of sluice.operator.token"));
    }

    private static RequestSpecification form(String clientId, String secret) {
        return given().formParam("grant_type", "client_credentials")
                .formParam("client_id", clientId)
                .formParam("client_secret", secret);
    }
}
