package dev.sluice.audit;

import dev.sluice.fault.FaultCode;
import dev.sluice.fault.FaultException;
import dev.sluice.telemetry.AuditMeter;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Writes records a batch at a time, one batch after the other. No call waits for it: records wait here while the database
 * is away, and those for which there is no room are dropped and counted.
 */
@Singleton
class LogWriter {
    private static final Logger LOG = Logger.getLogger(LogWriter.class);
    private static final int BATCH = 1000;

    private final Function<List<ToolCallLog>, Uni<Void>> insert;
    private final AuditConfig config;
    private final AuditMeter meter;
    private final ArrayBlockingQueue<ToolCallLog> waiting;
    // Taken from those waiting and not known to be written; whoever writes has it alone.
    private final List<ToolCallLog> batch = new ArrayList<>();
    private final AtomicReference<@Nullable Uni<Void>> underway = new AtomicReference<>();
    private Runnable stop = () -> {};

    @Inject
    LogWriter(ToolCallLogRepository repository, AuditConfig config, AuditMeter meter) {
        this(repository::insert, config, meter);
    }

    LogWriter(Function<List<ToolCallLog>, Uni<Void>> insert, AuditConfig config, AuditMeter meter) {
        this.insert = insert;
        this.config = config;
        this.meter = meter;
        this.waiting = new ArrayBlockingQueue<>(config.buffer());
        meter.gaugeWaiting(waiting::size);
    }

    void start(@Observes StartupEvent started, Vertx vertx) {
        long timer = vertx.setPeriodic(
                config.writeInterval().toMillis(),
                tick -> flush().subscribe()
                        .with(done -> {}, away -> LOG.debugf("Records of calls wait: %s", away.getMessage())));
        stop = () -> vertx.cancelTimer(timer);
    }

    void stop(@Observes ShutdownEvent stopped) {
        stop.run();
    }

    /** Takes a record; never waits. */
    void add(ToolCallLog log) {
        if (!waiting.offer(log)) {
            meter.dropped(1);
        }
    }

    /** Completes once all that waits is written; fails if the database is away, and what waits is kept. */
    Uni<Void> flush() {
        return Uni.createFrom().deferred(() -> {
            Uni<Void> mine = writeAll()
                    .onTermination()
                    .invoke(() -> underway.set(null))
                    .memoize()
                    .indefinitely();
            Uni<Void> before = underway.compareAndExchange(null, mine);
            return before == null ? mine : before;
        });
    }

    private Uni<Void> writeAll() {
        return Uni.createFrom()
                .deferred(this::writeBatch)
                .repeat()
                .whilst(written -> written == BATCH)
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Integer> writeBatch() {
        waiting.drainTo(batch, BATCH - batch.size());
        int size = batch.size();
        return size == 0
                ? Uni.createFrom().item(0)
                : insert.apply(List.copyOf(batch))
                        .onFailure(failure -> !isAway(failure))
                        .recoverWithUni(this::lost)
                        .map(written -> {
                            batch.clear();
                            return size;
                        });
    }

    // Written again it would fail again, and hold all others back.
    private Uni<Void> lost(Throwable cause) {
        LOG.errorf(cause, "%d records of tool calls cannot be written", batch.size());
        meter.dropped(batch.size());
        return Uni.createFrom().voidItem();
    }

    private static boolean isAway(Throwable failure) {
        return failure instanceof FaultException told && told.fault().code() == FaultCode.UNAVAILABLE;
    }
}
