package dev.sluice.repeat;

import dev.sluice.fault.FaultCode;
import dev.sluice.fault.FaultException;
import dev.sluice.vault.Vault;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What replicas tell each other of calls with effects, through the database. While it is away each replica goes by its
 * own memory.
 */
@Singleton
class SharedRecords {
    private static final Logger LOG = Logger.getLogger(SharedRecords.class);
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    // A database that was away a moment ago is not waited for by every call.
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);
    private static final Duration SWEEP_EVERY = Duration.ofMinutes(1);
    // No call lasts longer: its replica died before it could tell the end.
    private static final Duration LONGEST_CALL = Duration.ofMinutes(2);
    private static final Duration POLL_EVERY = Duration.ofMillis(200);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(45);

    private final CallRecordRepository repository;
    private final Vault vault;
    private final RepeatConfig config;
    private final Vertx vertx;
    private volatile Instant awayUntil = Instant.MIN;
    private long sweeper;

    SharedRecords(CallRecordRepository repository, Vault vault, RepeatConfig config, Vertx vertx) {
        this.repository = repository;
        this.vault = vault;
        this.config = config;
        this.vertx = vertx;
    }

    void start(@Observes StartupEvent started) {
        sweeper = vertx.setPeriodic(
                SWEEP_EVERY.toMillis(),
                timer -> repository
                        .sweep(now())
                        .subscribe()
                        .with(
                                done -> {},
                                cause -> LOG.debugf("Old call records were not swept: %s", cause.getMessage())));
    }

    void stop(@Observes ShutdownEvent stopped) {
        vertx.cancelTimer(sweeper);
    }

    /**
     * Claims a call for an execution.
     *
     * @return null if it is the execution's to make; else how the first call ended, waited for if it still runs. Fails
     *     with {@code REPEAT_UNDERWAY} where it runs on, {@code REPEAT_DIFFERS} where its parameters were others
     */
    Uni<@Nullable FirstCall> claim(CallKey key, String executionId) {
        Instant now = now();
        if (now.isBefore(awayUntil)) {
            return Uni.createFrom().nullItem();
        }
        Duration life = key.named() ? config.keyWindow() : LONGEST_CALL.plus(config.window());
        return repository
                .claim(key, executionId, now, now.plus(life))
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                .onFailure(SharedRecords::isAway)
                .invoke(cause -> {
                    awayUntil = now().plus(RETRY_AFTER);
                    LOG.debugf("Call records are kept by this replica alone: %s", cause.getMessage());
                })
                .onFailure(SharedRecords::isAway)
                .recoverWithItem(true)
                .flatMap(mine -> mine ? Uni.createFrom().nullItem() : first(key, executionId, now));
    }

    private static boolean isAway(Throwable cause) {
        return cause instanceof TimeoutException
                || cause instanceof FaultException told && told.fault().code() == FaultCode.UNAVAILABLE;
    }

    /** A call that another replica made, and how it ended. */
    record FirstCall(String executionId, Remembered remembered) {}

    private Uni<@Nullable FirstCall> first(CallKey key, String executionId, Instant since) {
        return repository.find(key).flatMap(found -> {
            if (found.isEmpty()) {
                return claim(key, executionId);
            }
            CallRecordRow row = found.get();
            if (!row.fingerprint.equals(key.fingerprint())) {
                throw RepeatFaults.differs().asException();
            }
            Remembered ended = row.ended(vault);
            if (ended == null && row.startedAt.plus(LONGEST_CALL).isBefore(now())) {
                ended = new Remembered.Unknown();
            }
            if (ended != null) {
                return Uni.createFrom().item(new FirstCall(row.executionId, ended));
            }
            if (since.plus(LONGEST_WAIT).isBefore(now())) {
                throw RepeatFaults.underway(row.executionId).asException();
            }
            return pause().flatMap(waited -> first(key, executionId, since));
        });
    }

    private Uni<Long> pause() {
        return Uni.createFrom().emitter(emitter -> vertx.setTimer(POLL_EVERY.toMillis(), emitter::complete));
    }

    /** Tells the others how a call ended. Never fails: this replica remembers it in any case. */
    Uni<Void> ended(CallKey key, String executionId, Remembered remembered) {
        return quietly(repository.find(key).flatMap(found -> {
            CallRecordRow row = found.orElse(null);
            if (row == null || !row.executionId.equals(executionId)) {
                return Uni.createFrom().voidItem();
            }
            row.end(remembered, vault);
            if (!key.named()) {
                row.expiresAt = now().plus(config.window());
            }
            return repository.update(row);
        }));
    }

    /** Tells the others that a call had no effect. Never fails. */
    Uni<Void> undone(CallKey key, String executionId) {
        return quietly(repository.delete(key, executionId));
    }

    private static Uni<Void> quietly(Uni<Void> work) {
        return work.ifNoItem()
                .after(PATIENCE)
                .fail()
                .onFailure()
                .invoke(cause -> LOG.debugf("A call record was not written: %s", cause.getMessage()))
                .onFailure()
                .recoverWithNull();
    }

    // As the database keeps it.
    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }
}
