package dev.sluice.event;

import dev.sluice.store.Retention;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** How long events are kept. */
@Singleton
class EventRetention {
    private static final int BATCH = 1000;

    private final Retention retention;
    private final Vertx vertx;
    private long timer;

    EventRetention(EventRepository repository, EventConfig config, Vertx vertx) {
        this.retention = new Retention("events", config.keep(), BATCH, repository::sweep);
        this.vertx = vertx;
    }

    void start(@Observes StartupEvent started) {
        timer = retention.start(vertx);
    }

    void stop(@Observes ShutdownEvent stopped) {
        vertx.cancelTimer(timer);
    }

    Uni<Void> sweep(int batch) {
        return retention.sweep(batch);
    }
}
