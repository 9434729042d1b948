package dev.sluice.caller;

import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;
import dev.sluice.fault.FaultException;
import dev.sluice.id.EnvironmentId;
import dev.sluice.store.Database;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;

/** The environments of this installation. */
@ApplicationScoped
public class Environments {
    private final EnvironmentRepository repository;

    Environments(EnvironmentRepository repository) {
        this.repository = repository;
    }

    /** Creates an environment with all that belongs to a new one; {@code CONFLICT} if the name is taken. */
    public Uni<Environment> create(String name) {
        EnvironmentRow row = new EnvironmentRow();
        row.id = EnvironmentId.next().value();
        row.name = Names.checked(name);
        row.createdAt = Instant.now();
        return repository
                .insert(row)
                .onFailure(Database::isDuplicate)
                .transform(duplicate -> taken())
                .replaceWith(row::value);
    }

    /** All environments, oldest first. */
    public Uni<List<Environment>> list() {
        return repository
                .all()
                .map(rows -> rows.stream().map(EnvironmentRow::value).toList());
    }

    private static FaultException taken() {
        return Fault.of(FaultCode.CONFLICT, "An environment of this name exists", "Choose another name")
                .at("/name")
                .asException();
    }
}
