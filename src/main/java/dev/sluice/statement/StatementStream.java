package dev.sluice.statement;

import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;
import dev.sluice.fault.FaultException;
import dev.sluice.workspace.Workspace;
import dev.sluice.workspace.WorkspaceClient;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A statement followed from its submission to the last row. Failures before the first line reject the call with a
 * status of its own; later ones become the trailer. Lives on one event loop.
 */
public final class StatementStream {
    private static final Logger LOG = Logger.getLogger(StatementStream.class);
    private static final long PROGRESS_EVERY_MILLIS = 10_000;
    private static final long SHORTEST_POLL_MILLIS = 20;
    private static final long LONGEST_POLL_MILLIS = 2_000;
    private static final int POLL_SHARE_OF_WAIT = 20;

    private final Vertx vertx;
    private final Workspace workspace;
    private final WorkspaceClient client;
    private final StatementClient statements;
    private final WarehouseClient warehouses;
    private final StreamOptions options;
    private final LineSink sink;
    private final InstantSource clock;
    private final @Nullable String warehouseId;
    private final StreamEnd end;
    private final long startedAt;

    private boolean owned;
    private @Nullable String statementId;
    private @Nullable Cancellable poll;
    private @Nullable RowStream rows;
    private long nextProgressAt;
    private boolean anyLine;
    private boolean cancelled;
    private boolean interrupted;
    private boolean ended;
    private boolean over;

    StatementStream(
            Vertx vertx,
            Workspace workspace,
            WorkspaceClient client,
            StreamOptions options,
            LineSink sink,
            InstantSource clock,
            @Nullable String warehouseId,
            StreamEnd end) {
        this.vertx = vertx;
        this.workspace = workspace;
        this.client = client;
        this.statements = new StatementClient(workspace);
        this.warehouses = new WarehouseClient(workspace);
        this.options = options;
        this.sink = sink;
        this.clock = clock;
        this.warehouseId = warehouseId;
        this.end = end;
        this.startedAt = clock.millis();
    }

    /** Runs a statement that this stream owns: when its reader leaves, the statement is canceled. */
    void submit(StatementRequest request) {
        owned = true;
        statements.submit(request).subscribe().with(this::told, this::failed);
    }

    /** Follows a statement that was started before. */
    void attach(String statementId) {
        this.statementId = statementId;
        poll(statementId);
    }

    /** The reader has gone: stops fetching, and stops the statement if this stream started it. */
    public void cancel() {
        if (cancelled || ended) {
            return;
        }
        cancelled = true;
        if (rows != null) {
            rows.cancel();
        }
        if (poll != null) {
            poll.cancel();
        }
        // A submission still under way brings the id; see told().
        if (statementId != null) {
            cancelStatement(statementId);
        }
        over(Fault.of(FaultCode.CLIENT_CANCELLED, "The reader left."));
    }

    /**
     * Ends the stream where it is, since the gateway ends, with all that its reader needs to go on at another one. The
     * statement goes on too.
     */
    void interrupt() {
        if (cancelled || ended) {
            return;
        }
        interrupted = true;
        if (rows != null) {
            rows.interrupt(parting());
        } else if (statementId != null) {
            fail(parting());
        }
        // A submission still under way brings the id; see told().
    }

    private static Fault parting() {
        return Fault.of(
                FaultCode.UNAVAILABLE,
                "This gateway is shutting down; the statement goes on.",
                "Resume the stream by statement_id at next_row_offset; another gateway goes on with it.");
    }

    private void poll(String id) {
        poll = statements.poll(id).subscribe().with(this::told, this::failed);
    }

    private void told(StatementStatus status) {
        if (ended) {
            return;
        }
        statementId = status.statementId();
        if (cancelled) {
            cancelStatement(statementId);
            return;
        }
        if (interrupted && !(status instanceof StatementStatus.Ended)) {
            fail(parting());
            return;
        }
        switch (status) {
            case StatementStatus.Underway underway -> await(underway);
            case StatementStatus.Succeeded succeeded -> begin(succeeded);
            case StatementStatus.Ended over -> fail(over.fault());
        }
    }

    private void await(StatementStatus.Underway underway) {
        long waited = clock.millis() - startedAt;
        if (waited >= nextProgressAt) {
            nextProgressAt = waited + PROGRESS_EVERY_MILLIS;
            progress(underway, waited);
        }
        long pause = Math.clamp(waited / POLL_SHARE_OF_WAIT, SHORTEST_POLL_MILLIS, LONGEST_POLL_MILLIS);
        vertx.setTimer(pause, timer -> {
            if (!cancelled && !ended) {
                poll(underway.statementId());
            }
        });
    }

    private void progress(StatementStatus.Underway underway, long waited) {
        if (warehouseId == null || !underway.state().equals("PENDING")) {
            progress(underway, waited, null);
            return;
        }
        warehouses
                .state(warehouseId)
                .onFailure()
                .recoverWithItem(WarehouseClient.UNKNOWN)
                .subscribe()
                .with(state -> {
                    if (!cancelled && rows == null && !ended) {
                        progress(underway, waited, state);
                    }
                });
    }

    private void progress(StatementStatus.Underway underway, long waited, @Nullable String warehouseState) {
        anyLine = true;
        sink.write(ControlLine.progress(underway.statementId(), underway.state(), waited, warehouseState));
    }

    private void begin(StatementStatus.Succeeded succeeded) {
        ResultManifest manifest = succeeded.manifest();
        if (options.rowOffset() > manifest.totalRowCount()) {
            fail(Fault.of(
                            FaultCode.INVALID_REQUEST,
                            "row_offset is beyond the result's " + manifest.totalRowCount() + " rows.",
                            "Give a row_offset between 0 and that number.")
                    .at("/row_offset"));
            return;
        }
        anyLine = true;
        sink.write(ControlLine.header(succeeded.statementId(), manifest, options.rowOffset()));
        ChunkOpener opener = new ChunkOpener(workspace, client, succeeded.statementId(), succeeded.first(), clock);
        rows = new RowStream(vertx, sink, options, opener, manifest, this::rowsEnded);
        rows.start();
    }

    private void failed(Throwable cause) {
        if (!cancelled && !ended) {
            fail(cause instanceof FaultException told ? told.fault() : internal(cause));
        }
    }

    private static Fault internal(Throwable cause) {
        LOG.error("A statement stream failed inside the gateway", cause);
        return Fault.of(FaultCode.INTERNAL, "The gateway failed.", "Report this with the execution id.");
    }

    private void fail(Fault fault) {
        ended = true;
        Fault told = fault.withStatementId(statementId);
        if (anyLine) {
            sink.write(ControlLine.error(told, options.rowOffset()));
            sink.end();
        } else {
            sink.reject(told);
        }
        over(told);
    }

    // From now on a reader who leaves cancels nothing.
    private void rowsEnded(@Nullable Fault cause) {
        ended = true;
        over(cause);
    }

    private void over(@Nullable Fault cause) {
        if (!over) {
            over = true;
            end.over(cause);
        }
    }

    private void cancelStatement(String id) {
        if (!owned) {
            return;
        }
        statements
                .cancel(id)
                .subscribe()
                .with(done -> {}, cause -> LOG.debugf("Statement %s was not canceled: %s", id, cause.getMessage()));
    }
}
