package dev.sluice.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.testing.Gateway;
import dev.sluice.testing.Gateway.Tenant;
import dev.sluice.testing.PostgresResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Changes are made past the gateway here, as another replica makes them. */
@QuarkusTest
@WithTestResource(PostgresResource.class)
class ChangeFeedTest {
    private static final Duration AT_ONCE = Duration.ofSeconds(1);

    @Inject
    ChangeFeed feed;

    @BeforeEach
    void listen() {
        await().until(feed::isLive);
    }

    @Test
    void tellsEachChangeOfAnAccountByItsKeysAlone() {
        Queue<JsonObject> told = told("connected_account");
        Tenant tenant = Gateway.tenant();
        String id = tenant.account("told-äöü-" + "x".repeat(90), "s");
        await().untilAsserted(() -> assertThat(told).hasSizeGreaterThanOrEqualTo(2));
        told.clear();

        PostgresResource.execute("update connected_account set status_cause = 'x' where id = '" + id + "'");

        await().atMost(AT_ONCE)
                .untilAsserted(() -> assertThat(told)
                        .containsExactly(new JsonObject()
                                .put("table", "connected_account")
                                .put("op", "update")
                                .put("gone", false)
                                .put("environment_id", tenant.environment())
                                .put("id", id)
                                .put("identifier", "told-äöü-" + "x".repeat(90))));
    }

    @Test
    void tellsTheKeysThatARowHadBefore() {
        Queue<JsonObject> told = told("connected_account");
        String id = Gateway.tenant().account("before", "s");

        PostgresResource.execute("update connected_account set identifier = 'after' where id = '" + id + "'");

        await().atMost(AT_ONCE)
                .untilAsserted(() -> assertThat(told)
                        .filteredOn(change -> change.getString("op").equals("update"))
                        .extracting(change -> change.getString("identifier"))
                        .contains("before", "after"));
    }

    @Test
    void aKeyRevokedElsewhereStopsWorkingWithinASecond() {
        Tenant tenant = Gateway.tenant();
        assertThat(statusFor(tenant)).isEqualTo(200);

        PostgresResource.execute(
                "update api_key set revoked_at = now() where environment_id = '" + tenant.environment() + "'");

        await().pollInterval(Duration.ofMillis(50))
                .atMost(AT_ONCE)
                .untilAsserted(() -> assertThat(statusFor(tenant)).isEqualTo(401));
    }

    @Test
    void aKeyRevokedInASessionThatWritesBytesInAnotherWayStopsWorkingToo() {
        Tenant tenant = Gateway.tenant();
        assertThat(statusFor(tenant)).isEqualTo(200);

        PostgresResource.execute("set bytea_output = 'escape';"
                + " update api_key set revoked_at = now() where environment_id = '" + tenant.environment() + "'");

        await().pollInterval(Duration.ofMillis(50))
                .atMost(AT_ONCE)
                .untilAsserted(() -> assertThat(statusFor(tenant)).isEqualTo(401));
    }

    @Test
    void aChangeThatAListenerCannotTakeInIsAGap() {
        AtomicInteger gaps = new AtomicInteger();
        feed.onGap(gaps::incrementAndGet);
        feed.on("connection", change -> {
            throw new IllegalStateException("a listener's failure, logged once");
        });

        Gateway.tenant();

        await().atMost(AT_ONCE).untilAsserted(() -> assertThat(gaps).hasPositiveValue());
    }

    @Test
    void aKeyThatBecomesKnownElsewhereWorksWithinASecond() {
        Tenant tenant = Gateway.tenant();
        Queue<JsonObject> told = told("api_key");
        PostgresResource.execute(
                "update api_key set revoked_at = now() where environment_id = '" + tenant.environment() + "'");
        await().until(() -> !told.isEmpty());
        assertThat(statusFor(tenant)).isEqualTo(401);

        PostgresResource.execute(
                "update api_key set revoked_at = null where environment_id = '" + tenant.environment() + "'");

        await().pollInterval(Duration.ofMillis(50))
                .atMost(AT_ONCE)
                .untilAsserted(() -> assertThat(statusFor(tenant)).isEqualTo(200));
    }

    @Test
    void listensAgainAfterItsConnectionWasLostAndSaysThatThereWasAGap() {
        AtomicInteger losses = new AtomicInteger();
        AtomicInteger gaps = new AtomicInteger();
        feed.onLoss(losses::incrementAndGet);
        feed.onGap(gaps::incrementAndGet);
        Queue<JsonObject> told = told("connection");

        assertThat(PostgresResource.rows(
                        "select pg_terminate_backend(pid) from pg_stat_activity where query = 'listen sluice_change'"
                                + " or query = 'select 1' and datname = current_database()"))
                .isNotEmpty();

        await().untilAsserted(() -> assertThat(gaps).hasPositiveValue());
        assertThat(losses).hasPositiveValue();
        assertThat(feed.isLive()).isTrue();
        Gateway.tenant();
        await().atMost(AT_ONCE).untilAsserted(() -> assertThat(told).isNotEmpty());
    }

    @Test
    void aListenerThatFailsKeepsNothingFromTheOthers() {
        feed.on("connection", change -> {
            throw new IllegalStateException("a listener's failure, logged once");
        });
        Queue<JsonObject> told = told("connection");

        Gateway.tenant();

        await().atMost(AT_ONCE).untilAsserted(() -> assertThat(told).isNotEmpty());
    }

    private Queue<JsonObject> told(String table) {
        Queue<JsonObject> told = new ConcurrentLinkedQueue<>();
        feed.on(table, told::add);
        return told;
    }

    private static int statusFor(Tenant tenant) {
        return tenant.asks().get("/api/v1/connected_accounts").statusCode();
    }

    @Test
    void noSecretIsTold() {
        List<String> told = PostgresResource.rows("select tgrelid::regclass || ' ' || encode(tgargs, 'escape')"
                + " from pg_trigger where tgfoid = 'notify_change'::regproc");

        assertThat(told)
                .hasSizeGreaterThanOrEqualTo(5)
                .allSatisfy(table -> assertThat(table).doesNotContain("secret", "ciphertext", "wrapped", "vault"));
    }
}
