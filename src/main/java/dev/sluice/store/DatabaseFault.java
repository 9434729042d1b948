package dev.sluice.store;

import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;
import dev.sluice.fault.FaultException;
import io.vertx.core.VertxException;
import io.vertx.pgclient.PgException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Tells a database that is away, and a text that it cannot hold, from a query that is wrong. */
final class DatabaseFault {
    /** SQLSTATE: connection exceptions, insufficient resources, operator intervention, a read-only standby. */
    private static final Pattern AWAY = Pattern.compile("08...|53...|57P0.|25006");

    /** SQLSTATE: character not in repertoire, such as U+0000. */
    private static final String UNSTORABLE = "22021";

    private static final Duration RETRY = Duration.ofSeconds(5);

    private DatabaseFault() {}

    static FaultException timedOut() {
        return away();
    }

    /** The failure as callers see it: a fault where it is one of these, itself for anything else. */
    static Throwable told(Throwable failure) {
        Optional<String> state = SqlState.of(failure);
        if (state.filter(UNSTORABLE::equals).isPresent()) {
            return Fault.of(FaultCode.INVALID_REQUEST, "A text has a character that cannot be stored", "Remove U+0000")
                    .asException();
        }
        if (state.filter(code -> AWAY.matcher(code).matches()).isPresent()) {
            return away();
        }
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof FaultException) {
                return cause;
            }
            if (isLostConnection(cause)) {
                return away();
            }
        }
        return failure;
    }

    private static boolean isLostConnection(Throwable cause) {
        // FATAL is PostgreSQL's word for an error that ends the session, such as a refused start of one.
        // A full pool and a lost connection are a VertxException of the client.
        return cause instanceof PgException refusal && "FATAL".equals(refusal.getSeverity())
                || cause instanceof IOException
                || cause instanceof TimeoutException
                || cause instanceof VertxException;
    }

    private static FaultException away() {
        return Fault.of(FaultCode.UNAVAILABLE, "The gateway's database cannot be reached", "Try again later")
                .withRetryAfter(RETRY)
                .asException();
    }
}
