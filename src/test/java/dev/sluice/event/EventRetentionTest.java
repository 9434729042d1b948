package dev.sluice.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testing.Gateway;
import dev.sluice.testing.Gateway.Tenant;
import dev.sluice.testing.PostgresResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(PostgresResource.class)
class EventRetentionTest {
    @Inject
    EventRetention retention;

    @Test
    void oldEventsAreDeletedInBatchesAndYoungOnesStay() {
        Tenant tenant = Gateway.tenant();
        String old = tenant.account("old", "s");
        tenant.asks().post("/api/v1/connected_accounts/{id}:disconnect", old);
        String young = tenant.account("young", "s");
        PostgresResource.execute(
                "update account_event set occurred_at = now() - interval '91 days' where account_id = '%s'"
                        .formatted(old));
        PostgresResource.execute(
                "update account_event set occurred_at = now() - interval '89 days' where account_id = '%s'"
                        .formatted(young));

        retention.sweep(2).await().atMost(Duration.ofSeconds(10));

        assertThat(eventsOf(old)).isZero();
        assertThat(eventsOf(young)).isEqualTo(2);
    }

    private static int eventsOf(String account) {
        return PostgresResource.rows("select id from account_event where account_id = '%s'".formatted(account))
                .size();
    }
}
