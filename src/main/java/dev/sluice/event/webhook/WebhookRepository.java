package dev.sluice.event.webhook;

import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;
import dev.sluice.fault.FaultException;
import dev.sluice.id.EnvironmentId;
import dev.sluice.store.Database;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.function.Consumer;
import org.hibernate.reactive.mutiny.Mutiny;

/** The table of webhooks. */
@Singleton
final class WebhookRepository {
    /** From here on: what has been committed is past, the rest is to come. */
    private static final String START_ANEW = """
            update webhook set since = pg_current_snapshot(), position_tx = event_horizon(), position_seq = 0
            where environment_id = :environment and id = :id
            """;

    // Against itself alone, not against others who write in the environment.
    private static final String LOCK = "select id from environment where id = :environment for no key update";

    private final Database database;

    WebhookRepository(Database database) {
        this.database = database;
    }

    /** Inserts a webhook, which gets the events from now on; {@code CONFLICT} if the environment has enough of them. */
    Uni<Void> insert(WebhookRow row, int most) {
        return database.transaction(session -> session.createNativeQuery(LOCK, String.class)
                .setParameter("environment", row.environmentId)
                .getSingleResult()
                .chain(() -> session.createSelectionQuery(
                                "select count(*) from WebhookRow where environmentId = :environment", Long.class)
                        .setParameter("environment", row.environmentId)
                        .getSingleResult())
                .chain(count -> {
                    if (count >= most) {
                        throw Fault.of(
                                        FaultCode.CONFLICT,
                                        "The environment has " + count + " webhooks, as many as it may",
                                        "Delete one, or change one with PUT")
                                .asException();
                    }
                    return session.insert(row);
                }));
    }

    Uni<List<WebhookRow>> all(EnvironmentId environment) {
        return database.read(session -> session.createSelectionQuery(
                        "from WebhookRow where environmentId = :environment order by id", WebhookRow.class)
                .setParameter("environment", environment.value())
                .getResultList());
    }

    Uni<WebhookRow> get(EnvironmentId environment, String id) {
        return database.read(session -> found(query(session, environment, id)));
    }

    /** Changes a webhook; one that is switched on gets the events from now on. */
    Uni<WebhookRow> change(EnvironmentId environment, String id, Consumer<WebhookRow> change) {
        return database.transaction(session -> found(
                        query(session, environment, id).setLockMode(LockModeType.PESSIMISTIC_WRITE))
                .chain(row -> {
                    boolean wasOn = row.enabled;
                    change.accept(row);
                    return session.update(row)
                            .chain(() -> row.enabled && !wasOn
                                    ? session.createNativeQuery(START_ANEW)
                                            .setParameter("environment", environment.value())
                                            .setParameter("id", id)
                                            .executeUpdate()
                                    : Uni.createFrom().item(0))
                            .replaceWith(row);
                }));
    }

    /** Deletes a webhook with its deliveries. */
    Uni<Void> delete(EnvironmentId environment, String id) {
        return database.transaction(
                session -> found(query(session, environment, id)).chain(session::delete));
    }

    private static Mutiny.SelectionQuery<WebhookRow> query(
            Mutiny.StatelessSession session, EnvironmentId environment, String id) {
        return session.createSelectionQuery(
                        "from WebhookRow where environmentId = :environment and id = :id", WebhookRow.class)
                .setParameter("environment", environment.value())
                .setParameter("id", id);
    }

    private static Uni<WebhookRow> found(Mutiny.SelectionQuery<WebhookRow> query) {
        return query.getSingleResultOrNull().onItem().ifNull().failWith(WebhookRepository::absent);
    }

    static FaultException absent() {
        return Fault.of(FaultCode.NOT_FOUND, "The environment has no such webhook", "GET /api/v1/webhooks lists them")
                .asException();
    }
}
