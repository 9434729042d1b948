package dev.sluice.store;

import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;
import dev.sluice.fault.FaultException;
import io.vertx.core.VertxException;
import io.vertx.pgclient.PgException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Tells a database that is away from a query that is wrong. */
final class Outage {
    /** SQLSTATE classes and codes of PostgreSQL: connection exception, insufficient resources, operator intervention. */
    private static final Pattern AWAY = Pattern.compile("08...|53...|57P0.|25006");

    private static final Duration RETRY = Duration.ofSeconds(5);

    private Outage() {}

    static FaultException timedOut() {
        return fault();
    }

    /** The failure as callers see it: an {@code UNAVAILABLE} fault for an outage, itself for anything else. */
    static Throwable told(Throwable failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof FaultException) {
                return cause;
            }
            if (isOutage(cause)) {
                return fault();
            }
        }
        return failure;
    }

    private static boolean isOutage(Throwable cause) {
        if (cause instanceof PgException refusal) {
            @Nullable String state = refusal.getSqlState();
            return state != null && AWAY.matcher(state).matches();
        }
        // The client tells a full pool and a lost connection by VertxException.
        return cause instanceof IOException || cause instanceof TimeoutException || cause instanceof VertxException;
    }

    private static FaultException fault() {
        return Fault.of(FaultCode.UNAVAILABLE, "The gateway's database cannot be reached", "Try again later")
                .withRetryAfter(RETRY)
                .asException();
    }
}
