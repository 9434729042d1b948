package dev.sluice.sandbox.statements;

import dev.sluice.sandbox.auth.Principal;
import dev.sluice.sandbox.sql.Cancellation;
import dev.sluice.sandbox.statements.StatementState.Closed;
import dev.sluice.sandbox.statements.StatementState.Ended;
import dev.sluice.sandbox.statements.StatementState.Pending;
import dev.sluice.sandbox.statements.StatementState.Running;
import dev.sluice.sandbox.statements.StatementState.Succeeded;
import dev.sluice.sandbox.warehouses.Warehouse;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.nio.file.Path;
import java.time.Instant;

/** One statement and its life. Thread-safe; the first end wins. */
final class Statement {
    private final String id;
    private final Principal owner;
    private final Warehouse warehouse;
    private final ExecuteRequest request;
    private final Path spool;
    private final Cancellation cancellation = new Cancellation();
    private final Promise<Void> ended = Promise.promise();
    // Guarded by this.
    private StatementState state = new Pending();

    Statement(String id, Principal owner, Warehouse warehouse, ExecuteRequest request, Path spool) {
        this.id = id;
        this.owner = owner;
        this.warehouse = warehouse;
        this.request = request;
        this.spool = spool;
    }

    String id() {
        return id;
    }

    Principal owner() {
        return owner;
    }

    Warehouse warehouse() {
        return warehouse;
    }

    ExecuteRequest request() {
        return request;
    }

    /** The folder of its chunk files; made when it runs. */
    Path spool() {
        return spool;
    }

    Cancellation cancellation() {
        return cancellation;
    }

    synchronized StatementState state() {
        return state;
    }

    /** Completes at the end, whatever it is. */
    Future<Void> ended() {
        return ended.future();
    }

    /** PENDING to RUNNING; false where it was cancelled meanwhile. */
    synchronized boolean begin() {
        if (state instanceof Pending) {
            state = new Running();
            return true;
        }
        return false;
    }

    /** Ends it, and stops its SQL if that still runs; nothing happens to a statement that has ended. */
    void end(Ended end) {
        synchronized (this) {
            if (state instanceof Ended) {
                return;
            }
            state = end;
        }
        cancellation.cancel();
        ended.tryComplete();
    }

    /** SUCCEEDED to CLOSED; false in any other state. */
    synchronized boolean close(Instant now) {
        if (state instanceof Succeeded) {
            state = new Closed(now);
            return true;
        }
        return false;
    }
}
