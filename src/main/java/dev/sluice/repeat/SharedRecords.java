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
import java.util.Optional;
import org.jboss.logging.Logger;

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
    private final PendingWrites writes = new PendingWrites();
    private volatile Instant awayUntil = Instant.MIN;
    private long sweeper;
    private long flusher;

    SharedRecords(CallRecordRepository repository, Vault vault, RepeatConfig config, Vertx vertx) {
        this.repository = repository;
        this.vault = vault;
        this.config = config;
        this.vertx = vertx;
    }

    void start(@Observes StartupEvent started) {
        flusher = vertx.setPeriodic(RETRY_AFTER.toMillis(), timer -> flush());
        sweeper = vertx.setPeriodic(
                SWEEP_EVERY.toMillis(),
                timer -> repository
                        .sweep(now())
                        .subscribe()
                        .with(
                                done -> {},
                                cause -> LOG.debugf("Old call records were not swept: %s", cause.getMessage())));
    }

    /** Writes what the database could not take before. */
    void flush() {
        writes.flush();
    }

    void stop(@Observes ShutdownEvent stopped) {
        vertx.cancelTimer(flusher);
        vertx.cancelTimer(sweeper);
    }

    /** What the database says of a call. */
    sealed interface Claim {
        /** It is the execution's to make. */
        record Granted() implements Claim {}

        /** It was made before. */
        record Made(String executionId, Remembered remembered) implements Claim {}

        /** The database is away. */
        record Unknown() implements Claim {}
    }

    /**
     * Claims a call for an execution; waits for the end of a first call that still runs.
     *
     * @return fails with {@code REPEAT_UNDERWAY} where that runs on, {@code REPEAT_DIFFERS} where its parameters were
     *     others
     */
    Uni<Claim> claim(CallKey key, String executionId) {
        Instant now = now();
        if (now.isBefore(awayUntil)) {
            return Uni.createFrom().item(new Claim.Unknown());
        }
        Duration life = key.named() ? config.keyWindow() : LONGEST_CALL.plus(config.window());
        return repository
                .claim(key, executionId, now, now.plus(life))
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                .map(mine -> mine ? Optional.<Claim>of(new Claim.Granted()) : Optional.<Claim>empty())
                .onFailure(SharedRecords::isAway)
                .recoverWithItem(this::away)
                .flatMap(
                        claim -> claim.isPresent() ? Uni.createFrom().item(claim.get()) : first(key, executionId, now));
    }

    private Optional<Claim> away(Throwable cause) {
        awayUntil = now().plus(RETRY_AFTER);
        LOG.debugf("Call records are kept by this replica alone: %s", cause.getMessage());
        return Optional.of(new Claim.Unknown());
    }

    private static boolean isAway(Throwable cause) {
        return cause instanceof TimeoutException
                || cause instanceof FaultException told && told.fault().code() == FaultCode.UNAVAILABLE;
    }

    private Uni<Claim> first(CallKey key, String executionId, Instant since) {
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
                return Uni.createFrom().item(new Claim.Made(row.executionId, ended));
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

    /** Tells all replicas how a call ended, now or once the database is back. Never fails. */
    Uni<Void> ended(CallKey key, String executionId, Remembered remembered) {
        Instant now = now();
        CallRecordRow row = new CallRecordRow();
        row.id = key.id();
        row.owner = CallRecordRow.ownerOf(key);
        row.fingerprint = key.fingerprint();
        row.executionId = executionId;
        row.startedAt = now;
        row.expiresAt = now.plus(key.named() ? config.keyWindow() : config.window());
        row.end(remembered, vault);
        return writes.write(() -> repository.end(row));
    }

    /** Tells the others that a call had no effect, now or once the database is back. Never fails. */
    Uni<Void> undone(CallKey key, String executionId) {
        return writes.write(() -> repository.delete(key, executionId));
    }

    // As the database keeps it.
    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }
}
