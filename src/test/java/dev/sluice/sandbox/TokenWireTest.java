package dev.sluice.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Tokens and the check in front of the APIs, byte for byte. */
class TokenWireTest {
    private static final String ME = "/api/2.0/preview/scim/v2/Me";
    private static final String GRANT = "grant_type=client_credentials&scope=all-apis";
    private static Sandbox sandbox;
    private static Workspace workspace;

    @BeforeAll
    static void start() {
        sandbox = Sandbox.builder().workspace(DefaultWorkspaces.acme()).start();
        workspace = sandbox.first();
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @Test
    void mintsATokenForBasicCredentials() {
        WorkspacePlan.PlannedPrincipal admin = workspace.plan().allRights();

        HttpResponse<String> answer = token(basic(admin.principal().clientId(), admin.secret()), GRANT);

        assertThat(answer.statusCode()).isEqualTo(200);
        JsonObject body = new JsonObject(answer.body());
        assertThat(body.fieldNames()).containsExactly("access_token", "token_type", "expires_in", "scope");
        assertThat(body.getString("access_token")).matches("[\\w-]+\\.[\\w-]+\\.[\\w-]+");
        assertThat(body.getInteger("expires_in")).isEqualTo(3600);
        assertThat(new Wire(workspace, body.getString("access_token"))
                        .getJson(ME)
                        .getString("userName"))
                .isEqualTo(admin.principal().clientId());
    }

    @Test
    void mintsATokenForCredentialsInTheForm() {
        WorkspacePlan.PlannedPrincipal admin = workspace.plan().allRights();

        HttpResponse<String> answer =
                token("", GRANT + "&client_id=" + admin.principal().clientId() + "&client_secret=" + admin.secret());

        assertThat(answer.statusCode()).isEqualTo(200);
    }

    @Test
    void refusesAWrongSecretWithoutSayingWhatWasWrong() {
        HttpResponse<String> answer =
                token(basic(workspace.plan().allRights().principal().clientId(), "wrong"), GRANT);

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body())
                .matches("\\{\"error\":\"invalid_client\",\"error_id\":\"[0-9a-f-]{36}\","
                        + "\"error_description\":\"Client authentication failed\"}");
    }

    @Test
    void answersAMalformedFormWithAnEmpty400() {
        HttpResponse<String> answer = token(basic("x", "y"), "this is no form");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void countsMintsByClientAndRefusedOnesApart() {
        WorkspacePlan.PlannedPrincipal sales = workspace.plan().principal("sales-only");
        String clientId = sales.principal().clientId();

        token(basic(clientId, sales.secret()), GRANT);
        token(basic(clientId, "wrong"), GRANT);

        assertThat(workspace.ledger().mints(clientId)).isEqualTo(1);
    }

    @Test
    void refusesAnUnknownTokenAsTheEdgeDoes() {
        HttpResponse<String> answer = new Wire(workspace, "nonsense").get(ME);

        String requestId = answer.headers().firstValue("X-Request-Id").orElseThrow();
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body())
                .isEqualTo("{\"error_code\":403,\"message\":\"Invalid access token. [ReqId: " + requestId + "]\"}");
        assertThat(answer.headers().firstValue("X-Databricks-Reason-Phrase")).hasValue("Invalid access token.");
    }

    @Test
    void asksForACredentialWhereNoneWasSent() {
        HttpResponse<String> answer = new Wire(workspace, "").get(ME);

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body())
                .isEqualTo("{\"error_code\":401,\"message\":"
                        + "\"Credential was not sent or was of an unsupported type for this API.\"}");
        assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer realm=\"DatabricksRealm\"");
    }

    @Test
    void describesItsEndpointsWithEscapedSlashes() {
        HttpResponse<String> answer = new Wire(workspace, "").get("/oidc/.well-known/oauth-authorization-server");

        assertThat(answer.body())
                .startsWith("{\"authorization_endpoint\":\"http:\\/\\/localhost:" + workspace.port()
                        + "\\/oidc\\/v1\\/authorize\",\"token_endpoint\":");
        assertThat(new JsonObject(answer.body()).getString("token_endpoint"))
                .isEqualTo(workspace.url() + "/oidc/v1/token");
    }

    @Test
    void putsTheStandardHeadersOnEveryAnswer() {
        HttpResponse<String> answer = Wire.as(workspace, "admin").get("/api/2.0/sql/nosuch");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.headers().firstValue("Server")).hasValue("databricks");
        assertThat(answer.headers().firstValue("X-Databricks-Org-Id"))
                .hasValue(workspace.plan().id());
        assertThat(answer.headers().firstValue("Strict-Transport-Security"))
                .hasValue("max-age=31536000; includeSubDomains; preload");
        assertThat(answer.headers().firstValue("Server-Timing").orElseThrow()).contains("request_ttfb_msec;dur=");
    }

    private static HttpResponse<String> token(String authorization, String form) {
        var request = Wire.bare(workspace.url() + "/oidc/v1/token")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form));
        return Wire.send(authorization.isEmpty() ? request : request.header("Authorization", authorization));
    }

    private static String basic(String clientId, String secret) {
        byte[] pair = (clientId + ":" + secret).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(pair);
    }
}
