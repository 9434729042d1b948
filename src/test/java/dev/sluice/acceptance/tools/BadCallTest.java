package dev.sluice.acceptance.tools;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.sandbox.Workspace;
import dev.sluice.sandbox.auth.Principal;
import dev.sluice.testing.Gateway;
import dev.sluice.testing.Gateway.Tenant;
import dev.sluice.testing.PostgresResource;
import dev.sluice.testing.SandboxResource;
import dev.sluice.tool.BadParameters;
import dev.sluice.tool.Tool;
import dev.sluice.tool.ToolCatalogue;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Whatever is wrong with a call is told with its place and a hint, and no workspace hears of it. */
@QuarkusTest
@WithTestResource(PostgresResource.class)
@WithTestResource(SandboxResource.class)
class BadCallTest {
    private static final int CALLS = 10_000;
    private static final int CALLERS = 16;
    private static final long SEED = 20_261_122;

    private final Workspace workspace = SandboxResource.first();
    private final String clientId = UUID.randomUUID().toString();

    @Inject
    ToolCatalogue catalogue;

    @Test
    void tenThousandBadCallsAreToldAndReachNoWorkspace() throws Exception {
        Tenant tenant = tenant();
        List<Tool> tools = List.copyOf(catalogue.all());
        try (ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
                HttpClient http = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .build()) {
            List<Callable<Void>> calls = IntStream.range(0, CALLS)
                    .mapToObj(i -> (Callable<Void>) () -> {
                        BadCall bad = BadCall.of(tools, "known", new Random(SEED + i));
                        check(bad, http.send(request(tenant, bad), BodyHandlers.ofString()));
                        return null;
                    })
                    .toList();
            assertThat(callers.invokeAll(calls).stream()
                            .filter(call -> call.state() == Future.State.FAILED)
                            .map(Future::exceptionNow)
                            .limit(10))
                    .isEmpty();
        }

        assertThat(workspace.ledger().mints(clientId)).isZero();
        assertThat(workspace.ledger().latest())
                .noneMatch(seen -> seen.principal().equals(clientId));
        aGoodCallReaches(tenant);
    }

    /** With one account that would reach the workspace, under a principal of its own. */
    private Tenant tenant() {
        workspace.principals().add(Principal.of(clientId, "never seen", 7_300_000_000L), "a-good-secret");
        Tenant tenant = Gateway.tenant();
        tenant.asks()
                .body(Map.of(
                        "identifier",
                        "known",
                        "workspace_url",
                        workspace.url(),
                        "client_id",
                        clientId,
                        "client_secret",
                        "a-good-secret"))
                .post("/api/v1/connected_accounts")
                .then()
                .statusCode(201);
        return tenant;
    }

    private void aGoodCallReaches(Tenant tenant) {
        tenant.asks()
                .body(Map.of("tool_name", "databricksworkspace_scim_me_get", "identifier", "known"))
                .post("/api/v1/execute_tool")
                .then()
                .statusCode(200);
        assertThat(workspace.ledger().mints(clientId)).isEqualTo(1);
    }

    private HttpRequest request(Tenant tenant, BadCall bad) {
        return HttpRequest.newBuilder(URI.create(RestAssured.baseURI + ":" + RestAssured.port + "/api/v1/execute_tool"))
                .header("Authorization", "Bearer " + tenant.apiKey())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(bad.body()))
                .build();
    }

    private static void check(BadCall bad, HttpResponse<String> answer) {
        JsonNode problem = ToolDesk.json(answer.body());

        assertThat(answer.statusCode()).as("%s%n%s", bad, problem).isBetween(400, 499);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(problem.path("code").asText()).as("%s%n%s", bad, problem).isEqualTo(bad.code());
        assertThat(problem.path("hint").asText()).as("%s%n%s", bad, problem).isNotBlank();
        if (bad.place().equals(BadCall.LINE_AND_COLUMN)) {
            assertThat(problem.path("detail").asText())
                    .as("%s%n%s", bad, problem)
                    .containsPattern("line \\d+, column \\d+");
        } else {
            assertThat(problem.path("pointer").asText(null))
                    .as("%s%n%s", bad, problem)
                    .isNotNull()
                    .startsWith(bad.place());
        }
        assertThat(answer.body()).hasSizeLessThan(2_000).doesNotContain(BadParameters.CANARY);
    }
}
