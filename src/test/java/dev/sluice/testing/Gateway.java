package dev.sluice.testing;

import static io.restassured.RestAssured.given;

import dev.sluice.sandbox.Workspace;
import dev.sluice.sandbox.WorkspacePlan.PlannedPrincipal;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Asks the application under test for what most tests begin with. */
public final class Gateway {
    /** The operator's token that {@link PostgresResource} configures. */
    public static final String OPERATOR_TOKEN = "operator-token-for-tests-0123456789";

    /** A host that the policy accepts and that no test ever calls. */
    public static final String HOST = "adb-1234567890.7.azuredatabricks.net";

    private Gateway() {}

    /** An environment with an API key that may do everything. */
    public record Tenant(String environment, String apiKey) {

        /** A request by this tenant. */
        public RequestSpecification asks() {
            return Gateway.bearer(apiKey);
        }

        /** A new key of this tenant with these scopes alone. */
        public Tenant scoped(String... scopes) {
            return new Tenant(environment, Gateway.apiKey(environment, List.of(scopes)));
        }

        /** Connects an identifier to a workspace of the sandbox, as one of its principals. */
        public void connect(String identifier, Workspace workspace, PlannedPrincipal as) {
            connect(identifier, workspace, as.principal().clientId(), as.secret());
        }

        /** The same with any credentials. */
        public void connect(String identifier, Workspace workspace, String clientId, String secret) {
            asks().body(Map.of(
                            "identifier", identifier,
                            "workspace_url", workspace.url(),
                            "client_id", clientId,
                            "client_secret", secret))
                    .post("/api/v1/connected_accounts")
                    .then()
                    .statusCode(201);
        }

        /** The id of a new account that is {@code ACTIVE}. */
        public String account(String identifier, String secret) {
            return asks().body(Map.of(
                            "identifier", identifier,
                            "workspace_url", HOST,
                            "client_id", "service-principal",
                            "client_secret", secret))
                    .post("/api/v1/connected_accounts")
                    .then()
                    .statusCode(201)
                    .extract()
                    .path("connected_account.id");
        }
    }

    public static RequestSpecification operator() {
        return bearer(OPERATOR_TOKEN);
    }

    /** A request by nobody, with JSON, its path sent as it is written: a colon stays a colon. */
    public static RequestSpecification request() {
        return given().urlEncodingEnabled(false).contentType(ContentType.JSON);
    }

    public static RequestSpecification bearer(String token) {
        return request().header("Authorization", "Bearer " + token);
    }

    public static Tenant tenant() {
        String environment = operator()
                .body(Map.of("name", "test-" + UUID.randomUUID()))
                .post("/api/v1/environments")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        return new Tenant(environment, apiKey(environment, List.of()));
    }

    private static String apiKey(String environment, List<String> scopes) {
        return operator()
                .body(Map.of("name", "key", "scopes", scopes))
                .post("/api/v1/environments/{id}/api_keys", environment)
                .then()
                .statusCode(201)
                .extract()
                .path("api_key");
    }
}
