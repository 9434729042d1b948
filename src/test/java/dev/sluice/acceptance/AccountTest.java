package dev.sluice.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
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
                .statusCode(200)
                .body("connected_accounts", hasSize(1))
                .body("total_size", equalTo(1));
    }

    private HttpRequest getOrCreate(String identifier) {
        return HttpRequest.newBuilder(
                        URI.create(RestAssured.baseURI + ":" + RestAssured.port + ACCOUNTS + ":get_or_create"))
                .header("Authorization", "Bearer " + tenant.apiKey())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"identifier\":\"" + identifier + "\"}"))
                .build();
    }
}
