package dev.sluice.sandbox.sql;

import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** Stops a statement from another thread. Can be asked for once, before or while the statement runs. */
public final class Cancellation {
    private boolean cancelled;
    private @Nullable Statement running;

    /** Interrupts the running statement, or the one about to start. Returns at once. */
    public synchronized void cancel() {
        cancelled = true;
        if (running != null) {
            interrupt(running);
        }
    }

    /** Whether {@link #cancel} was called. */
    public synchronized boolean isCancelled() {
        return cancelled;
    }

    synchronized void started(Statement statement) {
        running = statement;
    }

    synchronized void ended() {
        running = null;
    }

    private static void interrupt(Statement statement) {
        try {
            statement.cancel();
        } catch (SQLException _) {
            // It has ended by itself.
        }
    }
}
