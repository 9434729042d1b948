package dev.sluice.acceptance;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import dev.sluice.testing.Gateway;
import dev.sluice.testing.Gateway.Tenant;
import dev.sluice.testing.PostgresResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bad input gets a problem document with a code and a hint, and never a 500. */
@QuarkusTest
@WithTestResource(PostgresResource.class)
class BadRequestTest {
    private static final String ACCOUNTS = "/api/v1/connected_accounts";
    private static final String PROBLEM = "application/problem+json";

    private Tenant tenant;

    @BeforeEach
    void setUp() {
        tenant = Gateway.tenant();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {                                              | The body is not JSON                             |
                    {"identifier":"a"} x                           | The body is not JSON                             |
                    {"identifier":"a","identifier":"b"}            | The body is not JSON                             |
                    []                                             | A member has the wrong type                      |
                    "text"                                         | A member has the wrong type                      |
                    {"identifier":5}                               | A member has the wrong type                      | /identifier
                    {"identifier":true}                            | A member has the wrong type                      | /identifier
                    {"identifier":{"a":1}}                         | A member has the wrong type                      | /identifier
                    {"identifier":["a"]}                           | A member has the wrong type                      | /identifier
                    {"identifier":"a","connected_account":"x"}     | A member has the wrong type                      | /connected_account
                    {"identifier":"a","conector":"x"}              | The body has a member that this path does not know | /conector
                    {"identifier":"a","workspaceUrl":"x"}          | The body has a member that this path does not know | /workspaceUrl
                    {"connector":"databricksworkspace"}            | A member is missing                              | /identifier
                    {"identifier":""}                              | The identifier is not usable                     | /identifier
                    {"identifier":"a\\u0000b"}                     | The identifier is not usable                     | /identifier
                    {"identifier":"a\\ud800b"}                     | The identifier is not usable                     | /identifier
                    null                                           | The request has no body                          |
                    """)
    void tellsWhatIsWrongWithABodyAndWhere(String body, String detail, String pointer) {
        var answer =
                tenant.asks().body(body).post(ACCOUNTS).then().statusCode(400).contentType(PROBLEM);

        answer.body("code", equalTo("invalid_request")).body("detail", equalTo(detail));
        assertThat(answer.extract().<String>path("hint")).isNotBlank();
        if (pointer != null) {
            answer.body("pointer", equalTo(pointer));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {ACCOUNTS, "/api/v1/execute_tool", "/oauth/token"})
    void refusesABodyThatAnnouncesItselfAsTooLarge(String path) throws IOException {
        try (Socket socket = new Socket("localhost", RestAssured.port)) {
            socket.setSoTimeout(20_000);
            String head = "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 30000000\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));

            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(answer).startsWith("HTTP/1.1 413").contains("\"code\":\"payload_too_large\"", "\"hint\":");
        }
    }

    @Test
    void suggestsTheNameThatATypoMeant() {
        tenant.asks()
                .body("{\"identifier\":\"a\",\"client_secert\":\"dose-secret\"}")
                .post(ACCOUNTS)
                .then()
                .statusCode(400)
                .body("hint", equalTo("Did you mean client_secret?"))
                .body(not(containsString("dose-secret")));
    }

    @Test
    void passesOverMembersThatNoNameOfOursIsNear() {
        tenant.asks()
                .body("{\"identifier\":\"a\",\"organization_id\":\"org_1\",\"x_trace\":{\"deep\":[1]}}")
                .post(ACCOUNTS)
                .then()
                .statusCode(201);
    }

    @Test
    void doesNotRepeatASecretOfTheWrongType() {
        tenant.asks()
                .body("{\"identifier\":\"a\",\"client_secret\":[\"dose-secret\"]}")
                .post(ACCOUNTS)
                .then()
                .statusCode(400)
                .body("pointer", equalTo("/client_secret"))
                .body(not(containsString("dose-secret")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://adb-1.2.azuredatabricks.net",
                "https://user:pass@adb-1.2.azuredatabricks.net",
                "127.0.0.1",
                "169.254.169.254",
                "localhost",
                "evil-azuredatabricks.net",
                "azuredatabricks.net.evil.example",
                "https://adb-1.2.azuredatabricks.net@evil.example",
                "adb-1.2.azuredatabricks.net:8443",
                "https://adb-1.2.azuredatabricks.net/api/2.0",
                "accounts.cloud.databricks.com",
                "adb-1.2.azuredatabricks.net\\\\.evil.example",
                ""
            })
    void refusesAHostThatIsNoWorkspaceAndStoresNothing(String host) {
        String identifier = "host-" + host.hashCode();

        tenant.asks()
                .body(Map.of("identifier", identifier, "workspace_url", host, "client_id", "c", "client_secret", "s"))
                .post(ACCOUNTS)
                .then()
                .statusCode(400)
                .contentType(PROBLEM)
                .body("code", equalTo("invalid_host"))
                .body("pointer", equalTo("/workspace_url"))
                .body("hint", not(equalTo(null)));
        tenant.asks().get(ACCOUNTS).then().body("total_size", equalTo(0));
    }

    @ParameterizedTest
    @CsvSource({"page_size, 100", "page_size, -1", "page_size, ten", "page_token, nonsense", "page_token, Y2Ff"})
    void refusesAPageThatIsNone(String parameter, String value) {
        tenant.asks()
                .queryParam(parameter, value)
                .get(ACCOUNTS)
                .then()
                .statusCode(400)
                .body("code", equalTo("invalid_request"))
                .body("pointer", equalTo("/" + parameter));
    }

    @Test
    void refusesAnIdAndAnIdentifierThatContradictEachOther() {
        String id = tenant.account("one", "s");

        tenant.asks()
                .body(Map.of("id", id, "identifier", "another", "client_secret", "s"))
                .put(ACCOUNTS)
                .then()
                .statusCode(400)
                .body("code", equalTo("invalid_request"))
                .body("pointer", equalTo("/identifier"));
    }

    @Test
    void refusesARequestThatNamesNoAccount() {
        tenant.asks()
                .body("{}")
                .post(ACCOUNTS + ":delete")
                .then()
                .statusCode(400)
                .body("hint", equalTo("Give connected_account_id, or identifier and connector"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ca_", "ca_00000000000000000000000000", "a%2Fb", "ca_'%3B%20drop%20table%20connected_account"})
    void anIdThatIsNoneIsNotFound(String id) {
        tenant.asks().get(ACCOUNTS + "/" + id).then().statusCode(404).contentType(PROBLEM);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/%00", "/this?identifier=%00", "/this?identifier=a&connector=%00", "?query=%00"})
    void refusesACharacterThatCannotBeStored(String rest) {
        tenant.asks()
                .get(ACCOUNTS + rest)
                .then()
                .statusCode(400)
                .contentType(PROBLEM)
                .body("detail", equalTo("A text has a character that cannot be stored"));
    }

    @Test
    void anUnknownPathIsAProblem() {
        tenant.asks()
                .get("/api/v1/nothing/here")
                .then()
                .statusCode(404)
                .contentType(PROBLEM)
                .body("code", equalTo("not_found"))
                .body("status", equalTo(404));
    }

    @Test
    void aMethodThatThePathLacksIsAProblem() {
        tenant.asks()
                .delete(ACCOUNTS)
                .then()
                .statusCode(405)
                .contentType(PROBLEM)
                .body("code", equalTo("method_not_allowed"));
    }

    @Test
    void aBodyOfAnotherMediaTypeIsAProblem() {
        given().header("Authorization", "Bearer " + tenant.apiKey())
                .contentType("text/plain")
                .body("identifier=a")
                .post(ACCOUNTS)
                .then()
                .statusCode(415)
                .contentType(PROBLEM)
                .body("status", equalTo(415))
                .body("hint", equalTo("Send Content-Type: application/json"));
    }

    @ParameterizedTest
    @CsvSource({"'', A member is missing", "'\"name\":\" \"', The name is not usable"})
    void refusesAnEnvironmentWithoutAName(String members, String detail) {
        Gateway.operator()
                .body("{" + members + "}")
                .post("/api/v1/environments")
                .then()
                .statusCode(400)
                .body("detail", equalTo(detail))
                .body("pointer", equalTo("/name"));
    }

    @Test
    void refusesAScopeThatDoesNotExist() {
        Gateway.operator()
                .body("{\"name\":\"k\",\"scopes\":[\"tools:everything\"]}")
                .post("/api/v1/environments/{id}/api_keys", tenant.environment())
                .then()
                .statusCode(400)
                .body("pointer", equalTo("/scopes"))
                .body("hint", equalTo("Choose from [accounts:read, accounts:write, tools:execute, workspace:proxy]"));
    }
}
