package dev.sluice.account;

import dev.sluice.id.ConnectionId;
import dev.sluice.id.EnvironmentId;
import dev.sluice.store.Database;
import dev.sluice.store.EnvironmentFurnishing;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

@Singleton
final class ConnectionRepository implements EnvironmentFurnishing {
    private final Database database;

    ConnectionRepository(Database database) {
        this.database = database;
    }

    @Override
    public Uni<Void> furnish(Mutiny.StatelessSession session, EnvironmentId environment) {
        return session.insert(ConnectionRow.named(Connection.DATABRICKS, Connection.DATABRICKS, environment));
    }

    Uni<Void> insert(ConnectionRow row) {
        return database.transaction(session -> session.insert(row));
    }

    Uni<Optional<ConnectionRow>> find(EnvironmentId environment, String name) {
        return database.read(session -> session.createSelectionQuery(
                                "from ConnectionRow where environmentId = :environment and name = :name",
                                ConnectionRow.class)
                        .setParameter("environment", environment.value())
                        .setParameter("name", name)
                        .getSingleResultOrNull())
                .map(Optional::ofNullable);
    }

    Uni<Optional<ConnectionRow>> find(EnvironmentId environment, ConnectionId id) {
        return database.read(session -> session.createSelectionQuery(
                                "from ConnectionRow where environmentId = :environment and id = :id",
                                ConnectionRow.class)
                        .setParameter("environment", environment.value())
                        .setParameter("id", id.value())
                        .getSingleResultOrNull())
                .map(Optional::ofNullable);
    }

    /** Gives a connection other limits; none if the environment has no connection of this name. */
    Uni<Optional<ConnectionRow>> setLimits(EnvironmentId environment, String name, @Nullable String limits) {
        return database.transaction(session -> session.createSelectionQuery(
                        "from ConnectionRow where environmentId = :environment and name = :name", ConnectionRow.class)
                .setParameter("environment", environment.value())
                .setParameter("name", name)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getSingleResultOrNull()
                .onItem()
                .ifNotNull()
                .call(row -> {
                    row.limits = limits;
                    return session.update(row);
                })
                .map(Optional::ofNullable));
    }

    Uni<List<ConnectionRow>> all(EnvironmentId environment) {
        return database.read(session -> session.createSelectionQuery(
                        "from ConnectionRow where environmentId = :environment order by id", ConnectionRow.class)
                .setParameter("environment", environment.value())
                .getResultList());
    }
}
