package dev.sluice.event;

import dev.sluice.event.EventRepository.News;
import dev.sluice.id.EnvironmentId;
import dev.sluice.loop.CallerLoop;
import dev.sluice.store.Changes;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Wakes those who wait for events: one query for all of them, when an event is told and each second, as an event may have
 * to wait for an older transaction before it is shown. None while nobody waits.
 */
@Singleton
class EventPulse {
    private static final Logger LOG = Logger.getLogger(EventPulse.class);

    private final EventRepository repository;
    private final EventConfig config;
    private final Vertx vertx;
    private final Set<Wait> waits = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean looking = new AtomicBoolean();
    private volatile @Nullable Long horizon;
    private volatile boolean ended;
    private long timer;

    EventPulse(EventRepository repository, EventConfig config, Changes changes, Vertx vertx) {
        this.repository = repository;
        this.config = config;
        this.vertx = vertx;
        changes.on("account_event", event -> lookIfAwaited());
    }

    void start(@Observes StartupEvent started) {
        timer = vertx.setPeriodic(config.pollInterval().toMillis(), tick -> look());
    }

    void stop(@Observes ShutdownEvent stopped) {
        vertx.cancelTimer(timer);
        end();
    }

    /** Ends all waits, with nothing to read, and those to come at once. */
    void end() {
        ended = true;
        waits.forEach(Wait::end);
    }

    /** Notes somebody who waits, from now on. */
    Wait enter(EnvironmentId environment) {
        Wait wait = new Wait(environment, waits::remove);
        waits.add(wait);
        if (ended) {
            wait.end();
        }
        return wait;
    }

    /** Somebody who waits for an environment's next event. */
    static final class Wait {
        private final EnvironmentId environment;
        private final Consumer<Wait> leave;
        private final CompletableFuture<Boolean> woken = new CompletableFuture<>();

        Wait(EnvironmentId environment, Consumer<Wait> leave) {
            this.environment = environment;
            this.leave = leave;
        }

        /** True once there may be something to read; false if the time is over, or the gateway ends. */
        Uni<Boolean> woken(Duration patience) {
            return CallerLoop.bring(Uni.createFrom()
                    .completionStage(woken::copy)
                    .ifNoItem()
                    .after(patience)
                    .recoverWithItem(false));
        }

        void leave() {
            leave.accept(this);
        }

        void wake() {
            woken.complete(true);
        }

        private void end() {
            woken.complete(false);
        }
    }

    private void lookIfAwaited() {
        if (!waits.isEmpty()) {
            look();
        }
    }

    private void look() {
        if (waits.isEmpty()) {
            horizon = null;
        } else if (looking.compareAndSet(false, true)) {
            Long since = horizon;
            repository
                    .news(since)
                    .onTermination()
                    .invoke(() -> looking.set(false))
                    .subscribe()
                    .with(
                            news -> wake(news, since == null),
                            cause -> LOG.debugf("Events cannot be looked for: %s", cause.getMessage()));
        }
    }

    // After a time without a look, what has come since is not known: all look for themselves.
    private void wake(News news, boolean all) {
        horizon = news.horizon();
        waits.stream()
                .filter(wait -> all || news.environments().contains(wait.environment))
                .forEach(Wait::wake);
    }
}
