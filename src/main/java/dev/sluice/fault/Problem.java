package dev.sluice.fault;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** The JSON form of a fault: an RFC 9457 problem document with the taxonomy's members beside the standard ones. */
public final class Problem {
    /** The media type of a problem document. */
    public static final String MEDIA_TYPE = "application/problem+json";

    private Problem() {}

    /** The document for a fault, with the execution it ended, if there was one. */
    public static JsonObject of(Fault fault, @Nullable String executionId) {
        FaultCode code = fault.code();
        JsonObject problem = new JsonObject()
                .put("type", "urn:sluice:fault:" + code.label())
                .put("title", code.title())
                .put("status", code.httpStatus())
                .put("code", code.label())
                .put("detail", fault.detail());
        put(problem, "hint", fault.hint());
        problem.put("whose_move", code.move().label()).put("retryable", code.retryable());
        if (fault.retryAfter() != null) {
            problem.put("retry_after", fault.retryAfterSeconds());
        }
        put(problem, "pointer", fault.pointer());
        putSql(problem, fault.sql());
        put(problem, "statement_id", fault.statementId());
        put(problem, "upstream_request_id", fault.upstreamRequestId());
        put(problem, "execution_id", executionId);
        return problem;
    }

    private static void putSql(JsonObject problem, @Nullable SqlError sql) {
        if (sql != null) {
            put(problem, "sql_state", sql.state());
            put(problem, "error_class", sql.errorClass());
            put(problem, "sql_line", sql.line());
            put(problem, "sql_position", sql.position());
        }
    }

    private static void put(JsonObject problem, String name, @Nullable Object value) {
        if (value != null) {
            problem.put(name, value);
        }
    }
}
