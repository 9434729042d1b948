package dev.sluice.store;

import dev.sluice.id.EnvironmentId;
import io.smallrye.mutiny.Uni;
import org.hibernate.reactive.mutiny.Mutiny;

/** What a feature gives to every new environment, in the transaction that creates it. */
public interface EnvironmentFurnishing {
    Uni<Void> furnish(Mutiny.StatelessSession session, EnvironmentId environment);
}
