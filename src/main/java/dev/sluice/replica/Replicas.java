package dev.sluice.replica;

import dev.sluice.id.SortableId;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/** How many gateways run now. Each tells every few seconds, through the database and by its clock, that it does. */
@ApplicationScoped
public class Replicas {
    private static final Logger LOG = Logger.getLogger(Replicas.class);
    private static final Duration BEAT_EVERY = Duration.ofSeconds(5);

    private final ReplicaRepository repository;
    private final Vertx vertx;
    private final String id = SortableId.next("rep_");
    private final AtomicBoolean beating = new AtomicBoolean();
    private volatile int live = 1;
    private volatile boolean left;
    private long timer;

    Replicas(ReplicaRepository repository, Vertx vertx, MeterRegistry meters) {
        this.repository = repository;
        this.vertx = vertx;
        Gauge.builder("sluice.replicas", this, Replicas::live)
                .description("Gateways that run now, this one included")
                .register(meters);
    }

    void start(@Observes StartupEvent started) {
        beat();
        timer = vertx.setPeriodic(BEAT_EVERY.toMillis(), due -> beat());
    }

    /** This one included, so at least one; as last known while the database is away. */
    public int live() {
        return live;
    }

    /** Tells the others that this gateway ends. Never fails. */
    public Uni<Void> leave() {
        left = true;
        vertx.cancelTimer(timer);
        return repository
                .remove(id)
                .onFailure()
                .invoke(away -> LOG.debugf("The others learn of this gateway's end by its silence: %s", away))
                .onFailure()
                .recoverWithNull();
    }

    private void beat() {
        if (!left && beating.compareAndSet(false, true)) {
            repository
                    .beat(id)
                    .onTermination()
                    .invoke(() -> beating.set(false))
                    .subscribe()
                    .with(
                            others -> live = others + 1,
                            away -> LOG.debugf("How many gateways run cannot be told: %s", away.getMessage()));
        }
    }
}
