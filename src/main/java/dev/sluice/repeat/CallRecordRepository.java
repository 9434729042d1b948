package dev.sluice.repeat;

import dev.sluice.store.Database;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** The table of calls with effects, which all replicas share. */
@Singleton
final class CallRecordRepository {
    // An expired record is as good as none.
    private static final String CLAIM = """
            insert into call_record as held (id, owner, fingerprint, execution_id, started_at, expires_at)
            values (:id, :owner, :fingerprint, :execution, :now, :until)
            on conflict (id) do update set fingerprint = excluded.fingerprint, execution_id = excluded.execution_id,
                started_at = excluded.started_at, expires_at = excluded.expires_at, outcome = null,
                statement_id = null, vault_key_id = null, wrapped_data_key = null, ciphertext = null
            where held.expires_at < excluded.started_at
            """;
    private static final String CLOSE = """
            update call_record set expires_at = :now
            where owner = :owner and id <> :id and outcome in ('ANSWER', 'STATEMENT') and expires_at > :now
            """;
    private final Database database;

    CallRecordRepository(Database database) {
        this.database = database;
    }

    /**
     * Whether the call is now this execution's to make; of any number of claims, one succeeds. What its owner did before
     * and had an answer to is done: the same call after this one is meant.
     */
    Uni<Boolean> claim(CallKey key, String executionId, Instant now, Instant until) {
        return database.transaction(session -> session.createNativeQuery(CLOSE)
                        .setParameter("id", key.id())
                        .setParameter("owner", key.owner())
                        .setParameter("now", now)
                        .executeUpdate()
                        .chain(() -> session.createNativeQuery(CLAIM)
                                .setParameter("id", key.id())
                                .setParameter("owner", CallRecordRow.ownerOf(key))
                                .setParameter("fingerprint", key.fingerprint())
                                .setParameter("execution", executionId)
                                .setParameter("now", now)
                                .setParameter("until", until)
                                .executeUpdate()))
                .map(changed -> changed == 1);
    }

    Uni<Optional<CallRecordRow>> find(CallKey key) {
        return database.read(session -> find(session, key.id())).map(Optional::ofNullable);
    }

    /**
     * Writes how a call ended; the same however often it is done. A call that was made while the database was away has
     * no record yet; another call's is left alone.
     */
    Uni<Void> end(CallRecordRow ended) {
        return database.transaction(session -> find(session, ended.id).flatMap(held -> {
            if (held == null) {
                return session.insert(ended);
            }
            return held.executionId.equals(ended.executionId)
                    ? session.update(ended)
                    : Uni.createFrom().voidItem();
        }));
    }

    private static Uni<@Nullable CallRecordRow> find(Mutiny.StatelessSession session, String id) {
        return session.createSelectionQuery("from CallRecordRow where id = :id", CallRecordRow.class)
                .setParameter("id", id)
                .getSingleResultOrNull();
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
