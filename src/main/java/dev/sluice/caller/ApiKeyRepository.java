package dev.sluice.caller;

import dev.sluice.caller.credential.Digest;
import dev.sluice.id.EnvironmentId;
import dev.sluice.store.Database;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

@Singleton
final class ApiKeyRepository {
    private final Database database;

    ApiKeyRepository(Database database) {
        this.database = database;
    }

    Uni<Void> insert(ApiKeyRow row) {
        return database.transaction(session ->
                EnvironmentRepository.require(session, row.environmentId).chain(() -> session.insert(row)));
    }

    Uni<List<ApiKeyRow>> of(EnvironmentId environment) {
        return database.read(session -> EnvironmentRepository.require(session, environment.value())
                .chain(() -> session.createSelectionQuery(
                                "from ApiKeyRow where environmentId = :environment order by id", ApiKeyRow.class)
                        .setParameter("environment", environment.value())
                        .getResultList()));
    }

    /** Marks a key as revoked. Gives the key, if the environment has it. */
    Uni<Optional<ApiKeyRow>> revoke(EnvironmentId environment, String id) {
        return database.transaction(session -> session.createMutationQuery(
                                "update ApiKeyRow set revokedAt = coalesce(revokedAt, :now)"
                                        + " where id = :id and environmentId = :environment")
                        .setParameter("now", Instant.now())
                        .setParameter("id", id)
                        .setParameter("environment", environment.value())
                        .executeUpdate()
                        .chain(changed ->
                                changed == 0 ? Uni.createFrom().nullItem() : session.get(ApiKeyRow.class, id)))
                .map(Optional::ofNullable);
    }

    /** Gives a key another policy. Gives the key, if the environment has it. */
    Uni<Optional<ApiKeyRow>> restrict(EnvironmentId environment, String id, ToolPolicy policy) {
        return database.transaction(session -> session.createMutationQuery(
                                "update ApiKeyRow set allowedTools = :tools, readOnly = :readOnly"
                                        + " where id = :id and environmentId = :environment")
                        .setParameter("tools", policy.storedTools())
                        .setParameter("readOnly", policy.readOnly())
                        .setParameter("id", id)
                        .setParameter("environment", environment.value())
                        .executeUpdate()
                        .chain(changed ->
                                changed == 0 ? Uni.createFrom().nullItem() : session.get(ApiKeyRow.class, id)))
                .map(Optional::ofNullable);
    }

    Uni<Optional<ApiKeyRow>> findLive(String id) {
        return database.read(session -> session.createSelectionQuery(
                                "from ApiKeyRow where id = :id and revokedAt is null", ApiKeyRow.class)
                        .setParameter("id", id)
                        .getSingleResultOrNull())
                .map(Optional::ofNullable);
    }

    Uni<Optional<ApiKeyRow>> findLive(Digest digest) {
        return database.read(session -> session.createSelectionQuery(
                                "from ApiKeyRow where digest = :digest and revokedAt is null", ApiKeyRow.class)
                        .setParameter("digest", digest.bytes())
                        .getSingleResultOrNull())
                .map(Optional::ofNullable);
    }
}
