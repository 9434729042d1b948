package dev.sluice.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.sluice.sandbox.Workspace;
import dev.sluice.testing.Gateway;
import dev.sluice.testing.Gateway.Tenant;
import dev.sluice.testing.PostgresResource;
import dev.sluice.testing.RawClient;
import dev.sluice.testing.RawUpstream;
import dev.sluice.testing.SandboxResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A caller's own requests go to its account's workspace and back as they are, but for what must not travel. */
@QuarkusTest
@WithTestResource(PostgresResource.class)
@WithTestResource(SandboxResource.class)
class ProxyTest {
    private static final String WAREHOUSES = "/proxy/api/2.0/sql/warehouses";
    private static final String ANYTHING = "/proxy/api/2.0/anything";

    private final Workspace workspace = SandboxResource.first();
    private final RawUpstream scripted = SandboxResource.scripted();
    private Tenant tenant;
    private String account;

    @BeforeEach
    void connect() {
        tenant = Gateway.tenant();
        tenant.connect("agent", workspace, workspace.plan().allRights());
        account = tenant.asks()
                .body(Map.of(
                        "identifier", "scripted",
                        "workspace_url", scripted.url(),
                        "client_id", "application",
                        "client_secret", "secret"))
                .post("/api/v1/connected_accounts")
                .then()
                .statusCode(201)
                .extract()
                .path("connected_account.id");
    }

    @Test
    void theWorkspaceAnswers() {
        asks().get(WAREHOUSES)
                .then()
                .statusCode(200)
                .contentType("application/json")
                .header("X-Request-Id", notNullValue())
                .header("Sluice-Execution-Id", containsString("exe_"))
                .header("X-Content-Type-Options", "nosniff")
                .body("warehouses.id", hasItem(workspace.plan().warehouseId()));
    }

    @Test
    void aBodyTravels() {
        asks().body(Map.of(
                        "warehouse_id", workspace.plan().warehouseId(),
                        "statement", "SELECT 40 + 2 AS n",
                        "wait_timeout", "30s"))
                .post("/proxy/api/2.0/sql/statements/")
                .then()
                .statusCode(200)
                .body("status.state", equalTo("SUCCEEDED"))
                .body("result.data_array[0][0]", equalTo("42"));
    }

    @Test
    void theAccountIsNamedAsSdksNameIt() {
        tenant.asks()
                .header("identifier", "agent")
                .header("connection_name", "databricksworkspace")
                .header("Connection_name", "databricksworkspace")
                .get(WAREHOUSES)
                .then()
                .statusCode(200);
        scripted.answer((head, socket) -> socket.write(RawUpstream.response("HTTP/1.1 200 OK", "{}")));
        tenant.asks()
                .header("connected_account_id", account)
                .get(ANYTHING)
                .then()
                .statusCode(200);
        tenant.asks().get(WAREHOUSES).then().statusCode(400).body("code", equalTo("invalid_request"));
        tenant.asks()
                .header("identifier", "nobody")
                .get(WAREHOUSES)
                .then()
                .statusCode(404)
                .body("code", equalTo("account_not_found"));
        Gateway.tenant()
                .asks()
                .header("connected_account_id", account)
                .get(ANYTHING)
                .then()
                .statusCode(404)
                .body("code", equalTo("account_not_found"));
    }

    @Test
    void whatTheWorkspaceRefusesIsTheWorkspacesOwnAnswer() {
        asks().get(WAREHOUSES + "/0000000000000000")
                .then()
                .statusCode(404)
                .contentType("application/json")
                .body("error_code", equalTo("RESOURCE_DOES_NOT_EXIST"))
                .body("execution_id", nullValue());
    }

    @Test
    void whatTheGatewayRefusesIsAProblemThatSdksCanRead() {
        Gateway.request()
                .header("identifier", "agent")
                .get(WAREHOUSES)
                .then()
                .statusCode(401)
                .contentType("application/problem+json")
                .header("WWW-Authenticate", notNullValue())
                .body("code", equalTo("unauthenticated"))
                .body("error_code", equalTo("UNAUTHENTICATED"))
                .body("message", containsString("Authorization"));
        asks().delete("/proxy/api/2.0/token/delete").then().statusCode(403).body("code", equalTo("forbidden"));
        asks().get("/proxy/oidc/v1/token").then().statusCode(404).body("code", equalTo("not_found"));
    }

    @Test
    void aCallerNeedsTheScope() {
        tenant.scoped("tools:execute")
                .asks()
                .header("identifier", "agent")
                .get(WAREHOUSES)
                .then()
                .statusCode(403)
                .body("detail", containsString("workspace:proxy"));
        tenant.scoped("workspace:proxy")
                .asks()
                .header("identifier", "agent")
                .get(WAREHOUSES)
                .then()
                .statusCode(200);
    }

    @Test
    void toolPoliciesHoldHereToo() {
        restricted(Map.of("read_only", true)).get(WAREHOUSES).then().statusCode(200);
        restricted(Map.of("read_only", true))
                .post(WAREHOUSES + "/1/start")
                .then()
                .statusCode(403)
                .body("code", equalTo("read_only"));
        restricted(Map.of("tools", List.of("databricksworkspace_*")))
                .get(WAREHOUSES)
                .then()
                .statusCode(403)
                .body("code", equalTo("tool_not_allowed"));
        restricted(Map.of("tools", List.of("workspace_proxy")))
                .get(WAREHOUSES)
                .then()
                .statusCode(200);
    }

    @Test
    void aRequestArrivesWithTheGatewaysCredentialsAndItsOwnHeaders() {
        scripted.answer((head, socket) -> socket.write(RawUpstream.response("HTTP/1.1 200 OK", "{}")));

        as("scripted").header("Accept", "text/csv").header("X-Odd", "1").get(ANYTHING + "?a=b%20c&d=..");

        String head = scripted.heads().getFirst();
        assertThat(head)
                .startsWith("GET /api/2.0/anything?a=b%20c&d=.. HTTP/1.1\r\n")
                .contains("Authorization: Bearer " + scripted.token())
                .containsIgnoringCase("accept: text/csv")
                .contains("Accept-Encoding: identity")
                .containsPattern("User-Agent: \\S.* Sluice_Gateway/")
                .doesNotContain(tenant.apiKey())
                .doesNotContainIgnoringCase("x-odd")
                .doesNotContainIgnoringCase("identifier");
    }

    @Test
    void anAnswersHeadersThatBindTheClientStayBehind() {
        scripted.answer((head, socket) -> socket.write(RawUpstream.response(
                "HTTP/1.1 302 Found\nSet-Cookie: a=b\nAlt-Svc: h3\nStrict-Transport-Security: max-age=1\n"
                        + "Location: https://elsewhere.example/login\nX-Databricks-Reason-Phrase: why",
                "moved")));

        Response answer = as("scripted").redirects().follow(false).get(ANYTHING);

        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.asString()).isEqualTo("moved");
        assertThat(answer.getHeader("X-Databricks-Reason-Phrase")).isEqualTo("why");
        assertThat(answer.headers().asList())
                .extracting(header -> header.getName().toLowerCase(Locale.ROOT))
                .doesNotContain("set-cookie", "alt-svc", "strict-transport-security", "location");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 60_000})
    void aDeadTokenIsReplacedOnceWhereTheBodyIsAtHand(int bodyBytes) {
        scripted.answer((head, socket) -> {
            boolean first = scripted.heads().size() == 1;
            Buffer answer = first
                    ? RawUpstream.response("HTTP/1.1 403 Forbidden", "Invalid access token. [ReqId: 1]")
                    : RawUpstream.response("HTTP/1.1 200 OK", "{\"healed\":true}");
            if (bodyBytes == 0) {
                socket.write(answer);
            } else {
                scripted.whenBodyIsThere(first ? bodyBytes : 2L * bodyBytes, whole -> whole.write(answer));
            }
        });

        as("scripted")
                .body("x".repeat(bodyBytes))
                .put(ANYTHING)
                .then()
                .statusCode(200)
                .body("healed", equalTo(true));

        assertThat(scripted.heads()).hasSize(2);
        assertThat(scripted.heads().get(1)).contains("Bearer " + scripted.token());
        assertThat(scripted.heads().get(0)).doesNotContain("Bearer " + scripted.token());
    }

    @Test
    void aDeadTokenUnderABodyThatStreamedIsToldAndReplacedForTheNext() {
        scripted.answer((head, socket) -> {});
        scripted.whenBodyIsThere(
                200_000, socket -> socket.end(RawUpstream.response("HTTP/1.1 401 Unauthorized", "dead")));

        as("scripted")
                .body("x".repeat(200_000))
                .put(ANYTHING)
                .then()
                .statusCode(503)
                .header("Retry-After", notNullValue())
                .body("code", equalTo("workspace_unavailable"));

        String dead = scripted.heads().getFirst();
        scripted.answer((head, socket) -> socket.write(RawUpstream.response("HTTP/1.1 200 OK", "{}")));
        as("scripted").get(ANYTHING).then().statusCode(200);
        assertThat(dead).doesNotContain(scripted.token());
    }

    @Test
    void aTokenThatIsRefusedForGoodIsNoRaw401() {
        scripted.answer((head, socket) -> socket.end(RawUpstream.response("HTTP/1.1 401 Unauthorized", "no")));

        as("scripted").get(ANYTHING).then().statusCode(424).body("code", equalTo("token_rejected"));
    }

    @Test
    void theWorkspacesFailuresAndLimitsAreItsOwnAnswers() {
        scripted.answer((head, socket) ->
                socket.end(RawUpstream.response("HTTP/1.1 500 Internal Server Error", "{\"error_code\":\"X\"}")));
        as("scripted").get(ANYTHING).then().statusCode(500).body(equalTo("{\"error_code\":\"X\"}"));
        assertThat(scripted.heads()).hasSize(1);

        scripted.answer((head, socket) -> socket.end(
                RawUpstream.response("HTTP/1.1 429 Too Many Requests\nRetry-After: 1", "{\"error_code\":\"LIMIT\"}")));
        as("scripted")
                .get(ANYTHING)
                .then()
                .statusCode(429)
                .header("Retry-After", "1")
                .body("error_code", equalTo("LIMIT"));
        as("scripted").get(ANYTHING).then().statusCode(429).body("code", equalTo("workspace_rate_limited"));
        assertThat(scripted.heads()).hasSize(1);

        scripted.answer((head, socket) -> socket.write(RawUpstream.response("HTTP/1.1 200 OK", "{}")));
        await().untilAsserted(() -> as("scripted").get(ANYTHING).then().statusCode(200));
    }

    @Test
    void aWorkspaceThatIsAwayIsAProblem() {
        tenant.asks()
                .body(Map.of(
                        "identifier", "away",
                        "workspace_url", SandboxResource.closedPort(),
                        "client_id", "application",
                        "client_secret", "secret"))
                .post("/api/v1/connected_accounts");

        as("away").get(ANYTHING).then().statusCode(502).body("code", equalTo("workspace_unreachable"));
    }

    @Test
    void aLostAnswerToAChangeIsNotRepeated() {
        scripted.answer((head, socket) -> socket.close());

        as("scripted").body("{}").post(ANYTHING).then().statusCode(409).body("code", equalTo("outcome_unknown"));
        assertThat(scripted.heads()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            HTTP/1.1 200 OK;X-Echo: Bearer {token};Content-Length: 2;;{}
            HTTP/1.1 200 OK;Content-Length: 300;;you sent {token} to me
            HTTP/1.1 500 Oops;Content-Length: 300;;you sent {token} to me
            HTTP/1.1 200 OK;;to the end of the connection
            HTTP/1.1 200 OK;Content-Encoding: gzip;Content-Length: 2;;{}
            HTTP/1.1 200 OK;Content-Length: 99999999999;;{}
            """)
    void anAnswerThatMustNotTravelIsWithheld(String answer) throws IOException {
        scripted.answer((head, socket) -> socket.end(
                Buffer.buffer(answer.replace("{token}", scripted.token()).replace(";", "\r\n"))));

        String received;
        try (RawClient client = RawClient.connect(RestAssured.port)) {
            client.send("GET " + ANYTHING + " HTTP/1.1\r\nHost: sluice\r\nAuthorization: Bearer " + tenant.apiKey()
                    + "\r\nidentifier: scripted\r\n\r\n");
            received = client.answer();
        }

        assertThat(scripted.heads()).hasSize(1);
        assertThat(received)
                .startsWith("HTTP/1.1 ")
                .doesNotContain(scripted.token().substring(0, 40));
        assertThat(received.startsWith("HTTP/1.1 200 OK") ? "cut" : received).containsAnyOf("cut", "\"execution_id\"");
    }

    @Test
    void headTellsTheLengthAndSendsNothing() {
        scripted.answer((head, socket) ->
                socket.write(Buffer.buffer("HTTP/1.1 200 OK\r\nContent-Length: 12345\r\nETag: a\r\n\r\n")));

        as("scripted")
                .head(ANYTHING)
                .then()
                .statusCode(200)
                .header("Content-Length", "12345")
                .header("ETag", "a");
    }

    @Test
    void whoeverWaitsToBeAskedForABodyIsAskedOnceItIsWanted() throws IOException {
        scripted.answer((head, socket) -> {});
        scripted.whenBodyIsThere(
                5, socket -> socket.write(RawUpstream.response("HTTP/1.1 200 OK", "{\"got\":\"five\"}")));
        String head = "PUT " + ANYTHING + " HTTP/1.1\r\nHost: sluice\r\nidentifier: scripted\r\nContent-Length: 5\r\n"
                + "Expect: 100-continue\r\nAuthorization: Bearer ";

        try (RawClient client = RawClient.connect(RestAssured.port)) {
            client.send(head + tenant.apiKey() + "\r\n\r\n");
            assertThat(client.head()).startsWith("HTTP/1.1 100 ");
            client.send("12345");
            assertThat(client.answer()).startsWith("HTTP/1.1 200 ").contains("five");
        }
        try (RawClient client = RawClient.connect(RestAssured.port)) {
            client.send(head + "nobody\r\n\r\n");
            assertThat(client.rest()).startsWith("HTTP/1.1 401 ");
        }
        assertThat(scripted.heads()).hasSize(1).noneMatch(sent -> sent.contains("Expect"));
    }

    @Test
    void callsAreMeteredUnderOneName() {
        asks().get(WAREHOUSES).then().statusCode(200);

        Gateway.request()
                .get("/q/metrics")
                .then()
                .body(containsString("tool=\"workspace_proxy\""))
                .body(containsString("uri=\"/proxy/{path}\""))
                .body(not(containsString("/api/2.0/sql/warehouses")));
    }

    private RequestSpecification asks() {
        return as("agent");
    }

    private RequestSpecification as(String identifier) {
        return tenant.asks().header("identifier", identifier);
    }

    private RequestSpecification restricted(Map<String, ?> policy) {
        String key = Gateway.operator()
                .body(Map.of("name", "restricted", "tool_policy", policy))
                .post("/api/v1/environments/{e}/api_keys", tenant.environment())
                .then()
                .statusCode(201)
                .extract()
                .path("api_key");
        return Gateway.bearer(key).header("identifier", "agent");
    }
}
