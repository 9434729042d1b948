package dev.sluice.replica;

import dev.sluice.store.Database;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

@Singleton
final class ReplicaRepository {
    private static final String BEAT = """
            insert into replica (id, started_at, seen_at) values (:id, now(), now())
            on conflict (id) do update set seen_at = now()
            """;
    private static final String SWEEP = "delete from replica where seen_at < now() - interval '10 minutes'";
    private static final String OTHERS =
            "select count(*) from replica where id <> :id and seen_at > now() - interval '15 seconds'";

    private final Database database;

    ReplicaRepository(Database database) {
        this.database = database;
    }

    /** Tells that a gateway runs. Gives how many others do. */
    Uni<Integer> beat(String id) {
        return database.transaction(session -> session.createNativeQuery(BEAT)
                        .setParameter("id", id)
                        .executeUpdate()
                        .chain(() -> session.createNativeQuery(SWEEP).executeUpdate())
                        .chain(() -> session.createNativeQuery(OTHERS, Long.class)
                                .setParameter("id", id)
                                .getSingleResult()))
                .map(Math::toIntExact);
    }

    /** Sends a notification on the channel that every gateway listens to (docs/adr/0011). */
    Uni<Void> tell(String payload) {
        return database.read(session -> session.createNativeQuery(
                                "select cast(pg_notify('sluice_change', :payload) as text)", String.class)
                        .setParameter("payload", payload)
                        .getSingleResult())
                .replaceWithVoid();
    }

    Uni<Void> remove(String id) {
        return database.transaction(session -> session.createNativeQuery("delete from replica where id = :id")
                        .setParameter("id", id)
                        .executeUpdate())
                .replaceWithVoid();
    }
}
