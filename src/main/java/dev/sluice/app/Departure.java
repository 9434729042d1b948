package dev.sluice.app;

import dev.sluice.audit.ToolCallLogs;
import dev.sluice.replica.Replicas;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * What is left to tell the database while it can still be reached: the last records of calls, and that this gateway runs no
 * more.
 */
@Singleton
final class Departure {
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final ToolCallLogs logs;
    private final Replicas replicas;

    Departure(ToolCallLogs logs, Replicas replicas) {
        this.logs = logs;
        this.replicas = replicas;
    }

    void depart(@Observes @Priority(1) ShutdownEvent stopping) {
        told(logs.flush().onFailure().recoverWithNull());
        told(replicas.leave());
    }

    private static void told(Uni<Void> news) {
        try {
            news.await().atMost(PATIENCE);
        } catch (TimeoutException away) {
            // The records are lost; the other gateways learn of this one's end by its silence.
        }
    }
}
