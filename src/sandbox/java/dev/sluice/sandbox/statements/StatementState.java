package dev.sluice.sandbox.statements;

import dev.sluice.sandbox.sql.Result;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Where a statement stands. Databricks REST: PENDING, RUNNING, then one of four ends. */
sealed interface StatementState {
    /** The name on the wire. */
    String wireName();

    /** Waits for its warehouse or for a thread. */
    record Pending() implements StatementState {
        @Override
        public String wireName() {
            return "PENDING";
        }
    }

    record Running() implements StatementState {
        @Override
        public String wireName() {
            return "RUNNING";
        }
    }

    /** An end: no further state follows, but CLOSED after SUCCEEDED. */
    sealed interface Ended extends StatementState {
        Instant at();
    }

    record Succeeded(Result result, Instant at) implements Ended {
        @Override
        public String wireName() {
            return "SUCCEEDED";
        }
    }

    /** @param sqlState null where no SQL failed */
    record Failed(
            String errorCode, String message, @Nullable String sqlState, Instant at) implements Ended {
        @Override
        public String wireName() {
            return "FAILED";
        }
    }

    record Canceled(Instant at) implements Ended {
        @Override
        public String wireName() {
            return "CANCELED";
        }
    }

    /** Ended well, and its result is gone. */
    record Closed(Instant at) implements Ended {
        @Override
        public String wireName() {
            return "CLOSED";
        }
    }
}
