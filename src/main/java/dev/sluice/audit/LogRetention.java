package dev.sluice.audit;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import org.jboss.logging.Logger;

/** Deletes old records, a few at a time, so that nobody waits for it. */
@Singleton
class LogRetention {
    private static final Logger LOG = Logger.getLogger(LogRetention.class);
    private static final Duration EVERY = Duration.ofMinutes(10);
    private static final int BATCH = 5000;

    private final ToolCallLogRepository repository;
    private final AuditConfig config;
    private final Vertx vertx;
    private long timer;

    LogRetention(ToolCallLogRepository repository, AuditConfig config, Vertx vertx) {
        this.repository = repository;
        this.config = config;
        this.vertx = vertx;
    }

    void start(@Observes StartupEvent started) {
        timer = vertx.setPeriodic(
                EVERY.toMillis(),
                tick -> sweep(BATCH)
                        .subscribe()
                        .with(
                                done -> {},
                                cause -> LOG.debugf("Old records of calls were not swept: %s", cause.getMessage())));
    }

    void stop(@Observes ShutdownEvent stopped) {
        vertx.cancelTimer(timer);
    }

    /** Deletes batch after batch until nothing old is left. */
    Uni<Void> sweep(int batch) {
        return Uni.createFrom()
                .deferred(() -> repository.sweep(Instant.now().minus(config.keep()), batch))
                .repeat()
                .whilst(deleted -> deleted == batch)
                .collect()
                .last()
                .replaceWithVoid();
    }
}
