package dev.sluice.caller.jwt;

import dev.sluice.store.Database;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;

@Singleton
final class SigningKeyRepository {
    /** The advisory lock under which the first key is made, so that replicas that start together share it. */
    private static final long FIRST_KEY = 0x736c75696365L;

    private final Database database;

    SigningKeyRepository(Database database) {
        this.database = database;
    }

    /** All keys, newest first. */
    Uni<List<SigningKeyRow>> all() {
        return database.read(SigningKeyRepository::newestFirst);
    }

    /** Inserts a key unless there is one by now; gives all keys, newest first. */
    Uni<List<SigningKeyRow>> insertFirst(SigningKeyRow row) {
        return database.transaction(session -> session.createNativeQuery(
                        "select 1 from pg_advisory_xact_lock(:lock)", Integer.class)
                .setParameter("lock", FIRST_KEY)
                .getSingleResult()
                .chain(locked -> newestFirst(session))
                .chain(present -> present.isEmpty()
                        ? session.insert(row).replaceWith(List.of(row))
                        : Uni.createFrom().item(present)));
    }

    private static Uni<List<SigningKeyRow>> newestFirst(Mutiny.StatelessSession session) {
        return session.createSelectionQuery("from SigningKeyRow order by id desc", SigningKeyRow.class)
                .getResultList();
    }
}
