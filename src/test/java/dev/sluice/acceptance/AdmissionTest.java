package dev.sluice.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.sluice.sandbox.Workspace;
import dev.sluice.sandbox.faults.Fault;
import dev.sluice.sandbox.faults.Faults;
import dev.sluice.sandbox.http.Reply;
import dev.sluice.testing.Gateway;
import dev.sluice.testing.Gateway.Tenant;
import dev.sluice.testing.PostgresResource;
import dev.sluice.testing.SandboxResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What callers see of the limits at a workspace, and of a workspace that fails. */
@QuarkusTest
@WithTestResource(PostgresResource.class)
@WithTestResource(SandboxResource.class)
class AdmissionTest {
    private static final String WAREHOUSES = "/api/2.0/sql/warehouses";

    private final Workspace workspace = SandboxResource.second();
    private Tenant tenant;

    @BeforeEach
    void setUp() {
        tenant = Gateway.tenant();
        tenant.connect("greedy", workspace, workspace.plan().allRights());
        tenant.connect("modest", workspace, workspace.plan().allRights());
    }

    @AfterEach
    void heal() {
        workspace.faults().clear();
    }

    @Test
    void aCallerIsToldOfItsRateLimitAndARefusedOneWhenToComeAgain() {
        list("greedy").then().statusCode(200).header("RateLimit", nullValue());
        limitAccount("greedy", Map.of("rate", 1, "burst", 2)).then().statusCode(200);

        list("greedy")
                .then()
                .statusCode(200)
                .header("RateLimit-Policy", equalTo("\"workspace\";q=2;w=2"))
                .header("RateLimit", containsString("\"workspace\";r=1;t="));
        List<Response> answers = atOnce(8, "greedy");

        assertThat(answers).extracting(Response::statusCode).contains(200, 429).containsOnly(200, 429);
        assertThat(answers).filteredOn(answer -> answer.statusCode() == 429).allSatisfy(refused -> {
            assertThat(refused.jsonPath().getString("code")).isEqualTo("rate_limited");
            assertThat(refused.jsonPath().getString("detail")).contains("1 a second");
            assertThat(refused.header("Retry-After")).matches("[1-9]\\d*");
            assertThat(refused.header("RateLimit-Policy")).isEqualTo("\"workspace\";q=2;w=2");
        });
        list("modest").then().statusCode(200).header("RateLimit", nullValue());
    }

    @Test
    void aConnectionsLimitsHoldForItsAccountsAtOnceAndCanBeTakenBack() {
        list("modest").then().statusCode(200).header("RateLimit", nullValue());

        limitConnection(Map.of("rate", 50)).then().statusCode(200).body("connection.limits.rate", equalTo(50));
        list("modest").then().statusCode(200).header("RateLimit-Policy", equalTo("\"workspace\";q=50;w=1"));
        list("greedy").then().statusCode(200).header("RateLimit", containsString("\"workspace\";r="));

        limitConnection(Map.of()).then().statusCode(200).body("connection.limits", nullValue());
        list("modest").then().statusCode(200).header("RateLimit", nullValue());
    }

    @Test
    void anAccountShowsItsLimitsAndKeepsThemUntilTheyAreReplaced() {
        limitAccount("modest", Map.of("rate", 5, "first_byte_timeout_seconds", 7))
                .then()
                .statusCode(200)
                .body("connected_account.api_config.limits.rate", equalTo(5))
                .body("connected_account.api_config.limits.first_byte_timeout_seconds", equalTo(7));
        limitAccount("modest", Map.of("streams", 3))
                .then()
                .body("connected_account.api_config.limits", equalTo(Map.of("streams", 3)));
        limitAccount("modest", Map.of())
                .then()
                .statusCode(200)
                .body("connected_account.api_config.limits", nullValue());
    }

    @ParameterizedTest
    @CsvSource({
        "rate, 0",
        "burst, -1",
        "concurrency, 257",
        "streams, 0",
        "failure_ratio, 1.5",
        "retries, 6",
        "open_time_seconds, 0",
        "total_timeout_seconds, 100000"
    })
    void limitsThatMakeNoSenseAreRefusedWithAPointer(String limit, double value) {
        limitAccount("modest", Map.of(limit, number(value)))
                .then()
                .statusCode(400)
                .body("code", equalTo("invalid_request"))
                .body("pointer", equalTo("/api_config/limits/" + limit))
                .body("hint", containsString("Give"));
        limitConnection(Map.of(limit, number(value)))
                .then()
                .statusCode(400)
                .body("pointer", equalTo("/limits/" + limit));
    }

    @Test
    void limitsOfAConnectionThatIsNotThereAreRefused() {
        Gateway.tenant()
                .asks()
                .body(Map.of("limits", Map.of("rate", 1)))
                .put("/api/v1/connections/nosuch")
                .then()
                .statusCode(404)
                .body("code", equalTo("connection_not_found"));
    }

    @Test
    void aBreakerOpensForThoseWhoMetTheFailuresAndClosesByItself() {
        limitAccount("greedy", Map.of("window", 4, "open_time_seconds", 1, "retries", 0));
        workspace.faults().inject("GET", WAREHOUSES, Faults.ALWAYS, new Fault.Answer(Reply.text(500, "text/html", "")));
        for (int i = 0; i < 4; i++) {
            list("greedy").then().statusCode(502);
        }

        list("greedy")
                .then()
                .statusCode(503)
                .header("Retry-After", equalTo("1"))
                .body("code", equalTo("workspace_unavailable"))
                .body("detail", containsString("failed repeatedly"));
        workspace.faults().clear();
        list("modest").then().statusCode(200);

        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> list("greedy").then().statusCode(200));
        assertThat(atOnce(5, "greedy")).extracting(Response::statusCode).containsOnly(200);
    }

    @Test
    void aWorkspaceThatAsksToBeLeftAloneIsAndSaysSoToAllWhoShareIt() {
        Workspace throttling = SandboxResource.first();
        tenant.connect("one", throttling, throttling.plan().allRights());
        throttling
                .faults()
                .inject(
                        "GET",
                        WAREHOUSES,
                        1,
                        new Fault.Answer(Reply.text(429, "text/plain", "").with("Retry-After", "3")));
        list("one").then().statusCode(429).body("code", equalTo("workspace_rate_limited"));
        limitAccount("one", Map.of("concurrency", 5));

        list("one")
                .then()
                .statusCode(429)
                .header("Retry-After", equalTo("3"))
                .body("code", equalTo("workspace_rate_limited"));

        list("modest").then().statusCode(200);
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> list("one").then().statusCode(200));
    }

    @Test
    void aGreedyAccountDoesNotStarveAModestOne() {
        limitConnection(Map.of("concurrency", 4)).then().statusCode(200);
        workspace.faults().inject("GET", WAREHOUSES, Faults.ALWAYS, new Fault.Delay(Duration.ofMillis(200)));
        CompletableFuture<List<Response>> flood = CompletableFuture.supplyAsync(() -> atOnce(60, "greedy"));

        for (int i = 0; i < 5; i++) {
            list("modest").then().statusCode(200);
        }

        assertThat(flood.join()).extracting(Response::statusCode).contains(200).containsOnly(200, 429);
    }

    private static Number number(double value) {
        return value == Math.rint(value) ? (Number) (int) value : (Number) value;
    }

    private List<Response> atOnce(int count, String identifier) {
        try (var threads = java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor()) {
            return IntStream.range(0, count)
                    .mapToObj(i -> CompletableFuture.supplyAsync(() -> list(identifier), threads))
                    .toList()
                    .stream()
                    .map(CompletableFuture::join)
                    .toList();
        }
    }

    private Response list(String identifier) {
        return tenant.asks()
                .body(Map.of("tool_name", "databricksworkspace_sql_warehouses_list", "identifier", identifier))
                .post("/api/v1/execute_tool");
    }

    private Response limitAccount(String identifier, Map<String, ?> limits) {
        return tenant.asks()
                .body(Map.of("identifier", identifier, "api_config", Map.of("limits", limits)))
                .put("/api/v1/connected_accounts");
    }

    private Response limitConnection(Map<String, ?> limits) {
        return tenant.asks().body(Map.of("limits", limits)).put("/api/v1/connections/databricksworkspace");
    }
}
