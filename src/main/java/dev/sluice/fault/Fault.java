package dev.sluice.fault;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One failure, told so that a program can act on it and a language model can read it. Carries no secret, no upstream
 * body and no SQL text.
 *
 * @param code which row of the taxonomy
 * @param detail what was wrong here, one sentence
 * @param hint the exact next step, one sentence
 * @param pointer RFC 6901 pointer to the offending member of the request
 * @param retryAfter how long to wait before the same request may succeed
 * @param origin what of the workspace it concerns
 */
public record Fault(
        FaultCode code,
        String detail,
        @Nullable String hint,
        @Nullable String pointer,
        @Nullable Duration retryAfter,
        Origin origin) {

    /**
     * What of the workspace a fault concerns.
     *
     * @param requestId the workspace's {@code X-Request-Id}, for its support
     * @param statementId the statement, where one exists
     * @param sql what the SQL engine said, where it was the one that failed
     */
    public record Origin(
            @Nullable String requestId,
            @Nullable String statementId,
            @Nullable SqlError sql) {
        private static final Origin UNKNOWN = new Origin(null, null, null);
    }

    public static Fault of(FaultCode code, String detail) {
        return new Fault(code, detail, null, null, null, Origin.UNKNOWN);
    }

    public static Fault of(FaultCode code, String detail, String hint) {
        return new Fault(code, detail, hint, null, null, Origin.UNKNOWN);
    }

    /** The same failure at another place of the request. */
    public Fault at(String pointer) {
        return new Fault(code, detail, hint, pointer, retryAfter, origin);
    }

    public Fault withHint(@Nullable String hint) {
        return new Fault(code, detail, hint, pointer, retryAfter, origin);
    }

    public Fault withRetryAfter(@Nullable Duration retryAfter) {
        return new Fault(code, detail, hint, pointer, retryAfter, origin);
    }

    public Fault withUpstreamRequestId(@Nullable String requestId) {
        return from(new Origin(requestId, origin.statementId, origin.sql));
    }

    public Fault withStatementId(@Nullable String statementId) {
        return from(new Origin(origin.requestId, statementId, origin.sql));
    }

    public Fault withSql(@Nullable SqlError sql) {
        return from(new Origin(origin.requestId, origin.statementId, sql));
    }

    /** This failure told otherwise: another row, other words, the same origin. */
    public Fault retold(FaultCode code, String detail, String hint) {
        return new Fault(code, detail, hint, pointer, null, origin);
    }

    private Fault from(Origin origin) {
        return new Fault(code, detail, hint, pointer, retryAfter, origin);
    }

    /** {@link #retryAfter} as HTTP tells it: whole seconds, rounded up, at least one; zero if there is none. */
    public long retryAfterSeconds() {
        return retryAfter == null ? 0 : Math.max(1, retryAfter.plusMillis(999).toSeconds());
    }

    public @Nullable String upstreamRequestId() {
        return origin.requestId;
    }

    public @Nullable String statementId() {
        return origin.statementId;
    }

    public @Nullable SqlError sql() {
        return origin.sql;
    }

    public FaultException asException() {
        return new FaultException(this);
    }
}
