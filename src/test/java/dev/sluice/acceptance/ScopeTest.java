package dev.sluice.acceptance;

import static org.hamcrest.Matchers.equalTo;

import dev.sluice.testing.Gateway;
import dev.sluice.testing.Gateway.Tenant;
import dev.sluice.testing.PostgresResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each route of administration needs its scope, and no other will do. */
@QuarkusTest
@WithTestResource(PostgresResource.class)
class ScopeTest {
    private static final String ROUTES = """
            accounts:read  | GET  | /api/v1/connected_accounts
            accounts:read  | GET  | /api/v1/connected_accounts/this?identifier=i
            accounts:read  | GET  | /api/v1/connected_accounts/details?identifier=i
            accounts:read  | GET  | /api/v1/connected_accounts/ca_1
            accounts:read  | GET  | /api/v1/connections/app
            accounts:read  | GET  | /api/v1/events
            accounts:read  | GET  | /api/v1/webhooks
            accounts:read  | GET  | /api/v1/webhooks/whk_1
            accounts:read  | GET  | /api/v1/webhooks/whk_1/deliveries
            accounts:write | POST | /api/v1/webhooks
            accounts:write | PUT  | /api/v1/webhooks/whk_1
            accounts:write | DELETE | /api/v1/webhooks/whk_1
            accounts:write | POST | /api/v1/webhooks/whk_1:rotate_secret
            accounts:write | POST | /api/v1/webhooks/whk_1:test
            accounts:write | POST | /api/v1/webhooks/whk_1/deliveries/evt_1:redeliver
            accounts:write | POST | /api/v1/connections
            accounts:write | POST | /api/v1/connected_accounts
            accounts:write | PUT  | /api/v1/connected_accounts
            accounts:write | POST | /api/v1/connected_accounts:get_or_create
            accounts:write | POST | /api/v1/connected_accounts:delete
            accounts:write | POST | /api/v1/connected_accounts/ca_1:disconnect
            accounts:write | POST | /api/v1/connected_accounts/-:disconnect
            accounts:write | POST | /api/v1/connected_accounts/ca_1:reconnect
            accounts:write | POST | /api/v1/connected_accounts/ca_1:diagnose
            """;
    private static final String BODY =
            "{\"identifier\":\"i\",\"name\":\"n\",\"client_secret\":\"s\",\"url\":\"https://h.example.com\"}";

    private Tenant tenant;

    @BeforeEach
    void setUp() {
        tenant = Gateway.tenant();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = ROUTES)
    void aRouteRefusesACallerWithoutItsScope(String scope, String method, String path) {
        String other = scope.equals("accounts:read") ? "accounts:write" : "accounts:read";

        tenant.scoped(other, "tools:execute")
                .asks()
                .body(BODY)
                .request(method, path)
                .then()
                .statusCode(403)
                .contentType("application/problem+json")
                .body("code", equalTo("forbidden"))
                .body("detail", equalTo("The caller lacks the scope " + scope));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = ROUTES)
    void aRouteRefusesACallerWhoDoesNotSayWhoItIs(String scope, String method, String path) {
        Gateway.request()
                .body(BODY)
                .request(method, path)
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", equalTo("Bearer realm=\"sluice\""))
                .body("code", equalTo("unauthenticated"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/execute_tool", "/api/v1/sql/stream"})
    void aBodyOfNobodyIsNotEvenParsed(String path) {
        Gateway.bearer("slk_invented").body("{ not json").post(path).then().statusCode(401);
    }
}
