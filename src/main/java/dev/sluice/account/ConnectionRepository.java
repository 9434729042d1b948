package dev.sluice.account;

import dev.sluice.id.EnvironmentId;
import dev.sluice.store.Database;
import dev.sluice.store.EnvironmentFurnishing;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;

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

    Uni<List<ConnectionRow>> all(EnvironmentId environment) {
        return database.read(session -> session.createSelectionQuery(
                        "from ConnectionRow where environmentId = :environment order by id", ConnectionRow.class)
                .setParameter("environment", environment.value())
                .getResultList());
    }
}
