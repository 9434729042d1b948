package dev.sluice.event.webhook;

import dev.sluice.id.EnvironmentId;
import dev.sluice.store.Database;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The table of deliveries as those who administer a webhook see it, within their environment. */
@Singleton
final class DeliveryListRepository {
    private static final String AGAIN = """
            update webhook_delivery set state = 'PENDING', attempts = 0, claim = null, next_try_at = now()
            where environment_id = :environment and webhook_id = :webhook and event_id = :event and claim is null
            """;

    private final Database database;

    DeliveryListRepository(Database database) {
        this.database = database;
    }

    /** A webhook's deliveries, the newest first. */
    Uni<List<DeliveryRow>> list(EnvironmentId environment, String webhook, @Nullable String state, int limit) {
        return database.read(session -> {
            var rows = session.createSelectionQuery(
                            "from DeliveryRow where environmentId = :environment and webhookId = :webhook"
                                    + (state == null ? "" : " and state = :state")
                                    + " order by createdAt desc, eventId desc",
                            DeliveryRow.class)
                    .setParameter("environment", environment.value())
                    .setParameter("webhook", webhook);
            return (state == null ? rows : rows.setParameter("state", state))
                    .setMaxResults(limit)
                    .getResultList();
        });
    }

    /** Has a delivery tried again from the beginning, unless it is being tried now; the delivery, if there is one. */
    Uni<@Nullable DeliveryRow> again(EnvironmentId environment, String webhook, String event) {
        return database.transaction(session -> session.createNativeQuery(AGAIN)
                .setParameter("environment", environment.value())
                .setParameter("webhook", webhook)
                .setParameter("event", event)
                .executeUpdate()
                .chain(() -> session.createSelectionQuery(
                                "from DeliveryRow where environmentId = :environment and webhookId = :webhook"
                                        + " and eventId = :event",
                                DeliveryRow.class)
                        .setParameter("environment", environment.value())
                        .setParameter("webhook", webhook)
                        .setParameter("event", event)
                        .getSingleResultOrNull()));
    }
}
