package dev.sluice.account;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jboss.logging.Logger;

/** Tells, some days ahead, that an account's credentials run out. */
@Singleton
class ExpiryNotices {
    private static final Logger LOG = Logger.getLogger(ExpiryNotices.class);
    private static final Duration EVERY = Duration.ofMinutes(1);

    private final ExpiryRepository repository;
    private final List<Duration> nearestFirst;
    private final Vertx vertx;
    private long timer;

    ExpiryNotices(ExpiryRepository repository, NoticeConfig config, Vertx vertx) {
        this.repository = repository;
        this.nearestFirst = config.expiryNotices().stream().sorted().toList();
        this.vertx = vertx;
    }

    void start(@Observes StartupEvent started) {
        timer = vertx.setPeriodic(
                EVERY.toMillis(),
                tick -> give(Times.now())
                        .subscribe()
                        .with(done -> {}, cause -> LOG.debugf("No expiry notices were given: %s", cause.getMessage())));
    }

    void stop(@Observes ShutdownEvent stopped) {
        vertx.cancelTimer(timer);
    }

    /** Gives all notices that are due. Where several are, the nearest alone. */
    Uni<Void> give(Instant now) {
        Uni<Void> all = Uni.createFrom().voidItem();
        for (Duration notice : nearestFirst) {
            all = all.chain(() -> repository.give(notice, now));
        }
        return all;
    }
}
