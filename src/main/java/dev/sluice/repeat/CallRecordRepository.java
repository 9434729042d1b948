package dev.sluice.repeat;

import dev.sluice.store.Database;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;

/** The table of calls with effects, which all replicas share. */
@Singleton
final class CallRecordRepository {
    // An expired record is as good as none.
    private static final String CLAIM = """
            insert into call_record as held (id, fingerprint, execution_id, started_at, expires_at)
            values (:id, :fingerprint, :execution, :now, :until)
            on conflict (id) do update set fingerprint = excluded.fingerprint, execution_id = excluded.execution_id,
                started_at = excluded.started_at, expires_at = excluded.expires_at, outcome = null,
                statement_id = null, vault_key_id = null, wrapped_data_key = null, ciphertext = null
            where held.expires_at < excluded.started_at
            """;

    private final Database database;

    CallRecordRepository(Database database) {
        this.database = database;
    }

    /** Whether the call is now this execution's to make; of any number of claims, one succeeds. */
    Uni<Boolean> claim(CallKey key, String executionId, Instant now, Instant until) {
        return database.transaction(session -> session.createNativeQuery(CLAIM)
                        .setParameter("id", key.id())
                        .setParameter("fingerprint", key.fingerprint())
                        .setParameter("execution", executionId)
                        .setParameter("now", now)
                        .setParameter("until", until)
                        .executeUpdate())
                .map(changed -> changed == 1);
    }

    Uni<Optional<CallRecordRow>> find(CallKey key) {
        return database.read(session -> session.createSelectionQuery(
                                "from CallRecordRow where id = :id", CallRecordRow.class)
                        .setParameter("id", key.id())
                        .getSingleResultOrNull())
                .map(Optional::ofNullable);
    }

    Uni<Void> update(CallRecordRow row) {
        return database.transaction(session -> session.update(row));
    }

    /** Forgets a call that had no effect. */
    Uni<Void> delete(CallKey key, String executionId) {
        return database.transaction(session -> session.createMutationQuery(
                                "delete from CallRecordRow where id = :id and executionId = :execution")
                        .setParameter("id", key.id())
                        .setParameter("execution", executionId)
                        .executeUpdate())
                .replaceWithVoid();
    }

    /** Removes the records that nobody asks for any more. */
    Uni<Void> sweep(Instant now) {
        return database.transaction(
                        session -> session.createMutationQuery("delete from CallRecordRow where expiresAt < :now")
                                .setParameter("now", now)
                                .executeUpdate())
                .replaceWithVoid();
    }
}
