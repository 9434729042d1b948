package dev.sluice.app;

import dev.sluice.replica.Replicas;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.TimeoutException;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Takes this gateway off the list of those that run, while the database can still be reached. */
@Singleton
final class Departure {
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Replicas replicas;

    Departure(Replicas replicas) {
        this.replicas = replicas;
    }

    void depart(@Observes @Priority(1) ShutdownEvent stopping) {
        try {
            replicas.leave().await().atMost(PATIENCE);
        } catch (TimeoutException away) {
            // The others learn of it by its silence.
        }
    }
}
