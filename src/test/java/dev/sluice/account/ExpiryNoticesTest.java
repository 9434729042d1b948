package dev.sluice.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testing.Gateway;
import dev.sluice.testing.Gateway.Tenant;
import dev.sluice.testing.PostgresResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Owners of credentials that run out are told in time, and each time once. */
@QuarkusTest
@WithTestResource(PostgresResource.class)
class ExpiryNoticesTest {
    private Tenant tenant;
    private String account;
    private final Instant end = Instant.parse("2095-05-05T12:00:00Z");

    @Inject
    ExpiryNotices notices;

    @BeforeEach
    void connect() {
        tenant = Gateway.tenant();
        account = tenant.account("ending", "s");
        give("secret_expires_at", end.toString());
    }

    @Test
    void thereIsOneNoticeFourteenThreeAndOneDaysAhead() {
        at(end.minus(Duration.ofDays(15)));
        assertThat(events()).isZero();

        at(end.minus(Duration.ofDays(14)));
        at(end.minus(Duration.ofDays(4)));
        assertThat(events()).isEqualTo(1);

        at(end.minus(Duration.ofDays(3)));
        at(end.minus(Duration.ofDays(2)));
        assertThat(events()).isEqualTo(2);

        at(end.minus(Duration.ofHours(24)));
        at(end.plus(Duration.ofDays(1)));
        assertThat(events()).isEqualTo(3);
    }

    @Test
    void whatWasMissedIsMadeGoodByTheNearestNoticeAlone() {
        at(end.minus(Duration.ofHours(2)));
        at(end.minus(Duration.ofHours(1)));

        assertThat(events()).isEqualTo(1);
    }

    @Test
    void replicasThatLookTogetherGiveEachNoticeOnce() {
        Instant now = end.minus(Duration.ofDays(2));

        Uni.join()
                .all(IntStream.range(0, 8)
                        .mapToObj(replica -> notices.give(now))
                        .toList())
                .andFailFast()
                .await()
                .atMost(Duration.ofSeconds(20));

        assertThat(events()).isEqualTo(1);
    }

    @Test
    void newCredentialsHaveNoticesOfTheirOwnOrNone() {
        at(end.minus(Duration.ofDays(2)));
        give("client_secret", "next");
        at(end.minus(Duration.ofHours(2)));
        assertThat(events()).isEqualTo(1);

        give("secret_expires_at", end.plus(Duration.ofDays(30)).toString());
        at(end.plus(Duration.ofDays(28)));
        assertThat(events()).isEqualTo(2);
    }

    private void at(Instant now) {
        notices.give(now).await().atMost(Duration.ofSeconds(10));
    }

    private void give(String member, String value) {
        tenant.asks()
                .body(Map.of("id", account, member, value))
                .put("/api/v1/connected_accounts")
                .then()
                .statusCode(200);
    }

    private int events() {
        return PostgresResource.rows("""
                select id from account_event
                where account_id = '%s' and type = 'connected_account.credentials_expiring'""".formatted(account)).size();
    }
}
