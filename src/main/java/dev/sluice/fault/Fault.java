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
 * @param upstreamRequestId the workspace's {@code X-Request-Id}, for its support
 * @param statementId the statement concerned, where one exists
 * @param sqlState the five-character SQLSTATE, where the workspace gave one
 */
public record Fault(
        FaultCode code,
        String detail,
        @Nullable String hint,
        @Nullable String pointer,
        @Nullable Duration retryAfter,
        @Nullable String upstreamRequestId,
        @Nullable String statementId,
        @Nullable String sqlState) {

    public static Fault of(FaultCode code, String detail) {
        return new Fault(code, detail, null, null, null, null, null, null);
    }

    public static Fault of(FaultCode code, String detail, String hint) {
        return new Fault(code, detail, hint, null, null, null, null, null);
    }

    public Fault at(String pointer) {
        return new Fault(code, detail, hint, pointer, retryAfter, upstreamRequestId, statementId, sqlState);
    }

    public Fault withHint(@Nullable String hint) {
        return new Fault(code, detail, hint, pointer, retryAfter, upstreamRequestId, statementId, sqlState);
    }

    public Fault withRetryAfter(@Nullable Duration retryAfter) {
        return new Fault(code, detail, hint, pointer, retryAfter, upstreamRequestId, statementId, sqlState);
    }

    public Fault withUpstreamRequestId(@Nullable String upstreamRequestId) {
        return new Fault(code, detail, hint, pointer, retryAfter, upstreamRequestId, statementId, sqlState);
    }

    public Fault withStatementId(@Nullable String statementId) {
        return new Fault(code, detail, hint, pointer, retryAfter, upstreamRequestId, statementId, sqlState);
    }

    public Fault withSqlState(@Nullable String sqlState) {
        return new Fault(code, detail, hint, pointer, retryAfter, upstreamRequestId, statementId, sqlState);
    }

    public FaultException asException() {
        return new FaultException(this);
    }
}
