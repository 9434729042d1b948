package dev.sluice.sandbox.sql;

import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** Stops a statement from another thread. Can be asked for once, before or while the statement runs. */
public final class Cancellation {
    private static final long AGAIN_AFTER_MILLIS = 20;

    private boolean cancelled;
    private @Nullable Statement running;

    /** Interrupts the running statement, or the one about to start. Returns at once. */
    public synchronized void cancel() {
        if (!cancelled) {
            cancelled = true;
            Thread.ofVirtual().name("sandbox-sql-cancel").start(this::interrupt);
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
        notifyAll();
    }

    /** Repeats itself, because DuckDB forgets an interrupt that comes just before a statement begins. */
    private synchronized void interrupt() {
        try {
            while (running != null) {
                running.cancel();
                wait(AGAIN_AFTER_MILLIS);
            }
        } catch (SQLException _) {
            // The statement has ended by itself.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
