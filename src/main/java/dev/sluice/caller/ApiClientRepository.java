package dev.sluice.caller;

import dev.sluice.id.ClientId;
import dev.sluice.id.EnvironmentId;
import dev.sluice.store.Database;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

@Singleton
final class ApiClientRepository {
    private final Database database;

    ApiClientRepository(Database database) {
        this.database = database;
    }

    Uni<Void> insert(ApiClientRow row) {
        return database.transaction(session ->
                EnvironmentRepository.require(session, row.environmentId).chain(() -> session.insert(row)));
    }

    Uni<List<ApiClientRow>> of(EnvironmentId environment) {
        return database.read(session -> EnvironmentRepository.require(session, environment.value())
                .chain(() -> session.createSelectionQuery(
                                "from ApiClientRow where environmentId = :environment order by id", ApiClientRow.class)
                        .setParameter("environment", environment.value())
                        .getResultList()));
    }

    /** Marks a client as revoked. Gives whether the environment has it. */
    Uni<Boolean> revoke(EnvironmentId environment, ClientId id) {
        return database.transaction(session -> session.createMutationQuery(
                                "update ApiClientRow set revokedAt = coalesce(revokedAt, :now)"
                                        + " where id = :id and environmentId = :environment")
                        .setParameter("now", Instant.now())
                        .setParameter("id", id.value())
                        .setParameter("environment", environment.value())
                        .executeUpdate())
                .map(changed -> changed > 0);
    }

    /** Gives a client another policy. Gives the client, if the environment has it. */
    Uni<Optional<ApiClientRow>> restrict(EnvironmentId environment, ClientId id, ToolPolicy policy) {
        return database.transaction(session -> session.createMutationQuery(
                                "update ApiClientRow set allowedTools = :tools, readOnly = :readOnly"
                                        + " where id = :id and environmentId = :environment")
                        .setParameter("tools", policy.storedTools())
                        .setParameter("readOnly", policy.readOnly())
                        .setParameter("id", id.value())
                        .setParameter("environment", environment.value())
                        .executeUpdate()
                        .chain(changed -> changed == 0
                                ? Uni.createFrom().nullItem()
                                : session.get(ApiClientRow.class, id.value())))
                .map(Optional::ofNullable);
    }

    Uni<Optional<ApiClientRow>> findLive(ClientId id) {
        return database.read(session -> session.createSelectionQuery(
                                "from ApiClientRow where id = :id and revokedAt is null", ApiClientRow.class)
                        .setParameter("id", id.value())
                        .getSingleResultOrNull())
                .map(Optional::ofNullable);
    }
}
