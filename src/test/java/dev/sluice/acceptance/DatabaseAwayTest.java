package dev.sluice.acceptance;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.sluice.account.AccountDirectory;
import dev.sluice.account.AccountSelector;
import dev.sluice.account.ConnectedAccount;
import dev.sluice.caller.Authenticator;
import dev.sluice.caller.Caller;
import dev.sluice.store.ChangeFeed;
import dev.sluice.store.Database;
import dev.sluice.testing.Gateway;
import dev.sluice.testing.Gateway.Tenant;
import dev.sluice.testing.PostgresResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** While PostgreSQL is away, what is in memory serves and the rest is told to come back. */
@QuarkusTest
@WithTestResource(PostgresResource.class)
class DatabaseAwayTest {
    private Tenant tenant;

    @Inject
    Authenticator authenticator;

    @Inject
    AccountDirectory directory;

    @Inject
    ChangeFeed feed;

    @Inject
    Database database;

    @BeforeEach
    void setUp() {
        tenant = Gateway.tenant();
    }

    @AfterEach
    void comeBack() {
        PostgresResource.resume();
        PostgresResource.open();
        await().atMost(Duration.ofSeconds(30)).until(feed::isLive);
    }

    @Test
    void aWarmCallerAndAccountAreServedAtOnce() {
        tenant.account("warm", "s");
        given().get("/q/health/ready").then().statusCode(200);
        CompletableFuture<ConnectedAccount> before = account("warm");
        assertThat(before).succeedsWithin(Duration.ofSeconds(10));

        PostgresResource.close();

        CompletableFuture<ConnectedAccount> away = account("warm");
        assertThat(away).isCompletedWithValue(before.join());
        given().get("/q/health/ready")
                .then()
                .statusCode(200)
                .body("checks.find { it.name == 'database' }.data.answers", equalTo(false));
        given().get("/q/health/live").then().statusCode(200);
    }

    @Test
    void whatIsAskedOfTheDatabaseInVainTakesNothingFromWarmCalls() {
        String id = tenant.account("kept", "s");
        CompletableFuture<ConnectedAccount> before = account("kept");
        assertThat(before).succeedsWithin(Duration.ofSeconds(10));
        CompletableFuture<ConnectedAccount> beforeById = resolved(new AccountSelector(id, null, null));
        assertThat(beforeById).succeedsWithin(Duration.ofSeconds(10));

        PostgresResource.close();

        tenant.asks().get("/api/v1/connected_accounts/{id}", id).then().statusCode(503);
        tenant.asks()
                .body(Map.of("identifier", "kept", "client_secret", "new"))
                .put("/api/v1/connected_accounts")
                .then()
                .statusCode(503);
        assertThat(resolved(new AccountSelector(null, "nowhere", "kept"))).failsWithin(Duration.ofSeconds(10));
        assertThat(account("kept")).isCompletedWithValue(before.join());
        assertThat(resolved(new AccountSelector(id, null, null))).isCompletedWithValue(beforeById.join());
    }

    @Test
    void aTokenOfAnInventedKeyTakesNothingFromTheOthers() {
        JsonPath client = Gateway.operator()
                .body(Map.of("name", "agent", "scopes", List.of("accounts:read")))
                .post("/api/v1/environments/{e}/clients", tenant.environment())
                .jsonPath();
        String known = token(client);
        String unseen = token(client);
        Gateway.bearer(known).get("/api/v1/connected_accounts").then().statusCode(200);
        PostgresResource.close();

        Gateway.bearer(invented()).get("/api/v1/connected_accounts").then().statusCode(503);

        for (String token : List.of(known, unseen)) {
            assertThat(authenticator.authenticate("Bearer " + token).subscribeAsCompletionStage())
                    .succeedsWithin(Duration.ofSeconds(10));
        }
    }

    @Test
    void aColdCallerIsToldToTryAgain() {
        PostgresResource.close();

        Gateway.bearer("slk_never-seen")
                .get("/api/v1/connected_accounts")
                .then()
                .statusCode(503)
                .header("Retry-After", "5")
                .contentType("application/problem+json")
                .body("code", equalTo("unavailable"))
                .body("retryable", equalTo(true));
    }

    @Test
    void aDatabaseThatHangsCostsAWarmCallNothing() {
        tenant.account("hung", "s");
        await().until(feed::isLive);
        assertThat(account("hung")).succeedsWithin(Duration.ofSeconds(10));

        PostgresResource.pause();

        assertThat(account("hung")).isCompleted();
        await().atMost(Duration.ofSeconds(15)).until(() -> !feed.isLive());
        for (int i = 0; i < 1_000; i++) {
            assertThat(account("hung")).isCompleted();
        }
    }

    @Test
    void aDatabaseThatHangsKeepsOneCallerAtATimeAndTellsTheOthersAtOnce() {
        await().until(feed::isLive);
        PostgresResource.pause();
        await().atMost(Duration.ofSeconds(15)).until(() -> !feed.isLive());

        List<CompletableFuture<Void>> asked = Stream.generate(
                        () -> database.ping().subscribeAsCompletionStage())
                .limit(30)
                .toList();

        await().atMost(Duration.ofSeconds(1))
                .until(() -> asked.stream().filter(CompletableFuture::isDone).count() >= 29);
    }

    @Test
    void whatChangedWhileTheDatabaseHungIsSeenOnceItIsBack() {
        String id = tenant.account("late", "s");
        await().until(feed::isLive);
        assertThat(account("late")).succeedsWithin(Duration.ofSeconds(10));
        PostgresResource.close();
        await().atMost(Duration.ofSeconds(15)).until(() -> !feed.isLive());

        PostgresResource.open();
        PostgresResource.execute("update connected_account set status_cause = 'late' where id = '" + id + "'");

        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(account("late").join().cause()).isEqualTo("late"));
    }

    @Test
    void aChangeIsRefusedNotLost() {
        String id = tenant.account("changed", "s");
        PostgresResource.close();

        tenant.asks()
                .body(Map.of("id", id, "client_secret", "new"))
                .put("/api/v1/connected_accounts")
                .then()
                .statusCode(503)
                .body("code", equalTo("unavailable"));

        PostgresResource.open();
        tenant.asks()
                .get("/api/v1/connected_accounts/{id}", id)
                .then()
                .statusCode(200)
                .body("connected_account.credential_version", equalTo(1));
    }

    private CompletableFuture<ConnectedAccount> account(String identifier) {
        return resolved(new AccountSelector(null, null, identifier));
    }

    private CompletableFuture<ConnectedAccount> resolved(AccountSelector selector) {
        return authenticator
                .authenticate("Bearer " + tenant.apiKey())
                .chain((Caller caller) -> directory.resolve(caller, selector))
                .subscribeAsCompletionStage();
    }

    private static String token(JsonPath client) {
        return given().formParam("grant_type", "client_credentials")
                .formParam("client_id", client.getString("client_id"))
                .formParam("client_secret", client.getString("client_secret"))
                .post("/oauth/token")
                .then()
                .statusCode(200)
                .extract()
                .path("access_token");
    }

    /** A token that looks like one of the gateway's, under a key that nobody has made. */
    private static String invented() {
        Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
        return Stream.of("{\"alg\":\"RS256\",\"typ\":\"at+jwt\",\"kid\":\"sig_invented\"}", "{}", "signature")
                .map(part -> encoder.encodeToString(part.getBytes(StandardCharsets.UTF_8)))
                .collect(Collectors.joining("."));
    }
}
