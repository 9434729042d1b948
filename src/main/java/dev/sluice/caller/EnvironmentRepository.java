package dev.sluice.caller;

import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;
import dev.sluice.id.EnvironmentId;
import dev.sluice.store.Database;
import dev.sluice.store.EnvironmentFurnishing;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;

@Singleton
final class EnvironmentRepository {
    private final Database database;
    private final List<EnvironmentFurnishing> furnishings;

    EnvironmentRepository(Database database, @All List<EnvironmentFurnishing> furnishings) {
        this.database = database;
        this.furnishings = furnishings;
    }

    /** Inserts an environment with all that belongs to a new one. */
    Uni<Void> insert(EnvironmentRow row) {
        EnvironmentId id = new EnvironmentId(row.id);
        return database.transaction(session -> {
            Uni<Void> done = session.insert(row);
            for (EnvironmentFurnishing furnishing : furnishings) {
                done = done.chain(() -> furnishing.furnish(session, id));
            }
            return done;
        });
    }

    Uni<List<EnvironmentRow>> all() {
        return database.read(
                session -> session.createSelectionQuery("from EnvironmentRow order by id", EnvironmentRow.class)
                        .getResultList());
    }

    /** Completes if the environment exists; {@code NOT_FOUND} if not. */
    static Uni<Void> require(Mutiny.StatelessSession session, String environment) {
        return session.get(EnvironmentRow.class, environment)
                .onItem()
                .ifNull()
                .failWith(() -> Fault.of(
                                FaultCode.NOT_FOUND,
                                "There is no such environment",
                                "GET /api/v1/environments lists them")
                        .asException())
                .replaceWithVoid();
    }
}
