package dev.sluice.event.webhook;

import dev.sluice.telemetry.DeliveryMeter;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Measures now and then how long the oldest delivery has been waiting. */
@Singleton
class BacklogWatch {
    private static final Duration EVERY = Duration.ofSeconds(15);

    private final DeliveryRepository repository;
    private final DeliveryMeter meter;
    private final Vertx vertx;
    private long timer;

    BacklogWatch(DeliveryRepository repository, DeliveryMeter meter, Vertx vertx) {
        this.repository = repository;
        this.meter = meter;
        this.vertx = vertx;
    }

    void start(@Observes StartupEvent started) {
        timer = vertx.setPeriodic(
                EVERY.toMillis(), tick -> repository.backlogAge().subscribe().with(meter::backlogAge, unknown -> {}));
    }

    void stop(@Observes ShutdownEvent stopped) {
        vertx.cancelTimer(timer);
    }
}
