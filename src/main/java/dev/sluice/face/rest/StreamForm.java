package dev.sluice.face.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.account.AccountSelector;
import dev.sluice.audit.CallOrigin;
import dev.sluice.call.StreamCall;
import dev.sluice.caller.Caller;
import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;
import dev.sluice.statement.StatementRequest;
import dev.sluice.statement.StreamOptions;
import dev.sluice.statement.rows.NumberFormat;
import dev.sluice.statement.rows.RowShape;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what a request for a stream says; what is wrong is refused with the place and what to send instead. */
final class StreamForm {
    private static final int LONGEST_STATEMENT = 16 * 1024 * 1024;
    private static final Set<String> MEMBERS = Set.of(
            "identifier",
            "connected_account_id",
            "connector",
            "warehouse_id",
            "statement",
            "catalog",
            "schema",
            "parameters",
            "row_limit",
            "rows",
            "numbers",
            "organization_id",
            "user_id",
            "agent_run_id");

    private StreamForm() {}

    // To promise and not to keep would be worse.
    private static void refuseKey(HttpServerRequest request) {
        if (request.getHeader("Idempotency-Key") != null) {
            throw Fault.of(
                            FaultCode.INVALID_REQUEST,
                            "A stream takes no Idempotency-Key.",
                            "Run a statement that changes something by execute_tool; resume a stream by its"
                                    + " statement_id.")
                    .asException();
        }
    }

    /** The stream of a new statement, as {@code POST} asks for it. */
    static StreamCall run(String executionId, Caller caller, HttpServerRequest request, ObjectNode body) {
        RequestBody.refuseUnknown(body, MEMBERS);
        refuseKey(request);
        StreamOptions options = new StreamOptions(
                choice(RowShape.class, "rows", RequestBody.text(body, "rows"), RowShape.ARRAYS),
                choice(NumberFormat.class, "numbers", RequestBody.text(body, "numbers"), NumberFormat.TYPED),
                0);
        return new StreamCall(
                executionId,
                caller,
                ToolRoute.selector(body),
                new StreamCall.Run(statement(body)),
                options,
                ToolRoute.origin(body));
    }

    /** The stream of a statement that was started before, as {@code GET} asks for it. */
    static StreamCall resume(String executionId, Caller caller, HttpServerRequest request, String statementId) {
        AccountSelector account = new AccountSelector(
                request.getParam("connected_account_id"),
                request.getParam("connector"),
                request.getParam("identifier"));
        StreamOptions options = new StreamOptions(
                choice(RowShape.class, "rows", request.getParam("rows"), RowShape.ARRAYS),
                choice(NumberFormat.class, "numbers", request.getParam("numbers"), NumberFormat.TYPED),
                rowOffset(request.getParam("row_offset")));
        CallOrigin origin = new CallOrigin(
                CallOrigin.Source.API,
                request.getParam("agent_run_id"),
                request.getParam("user_id"),
                request.getParam("organization_id"));
        return new StreamCall(executionId, caller, account, new StreamCall.Resume(statementId), options, origin);
    }

    private static StatementRequest statement(ObjectNode body) {
        String statement = RequestBody.requiredText(body, "statement");
        if (statement.length() > LONGEST_STATEMENT) {
            throw Fault.of(
                            FaultCode.INVALID_REQUEST,
                            "The statement is longer than 16 MiB.",
                            "Send a shorter statement; pass values as parameters.")
                    .at("/statement")
                    .asException();
        }
        return new StatementRequest(
                RequestBody.requiredText(body, "warehouse_id"),
                statement,
                RequestBody.text(body, "catalog"),
                RequestBody.text(body, "schema"),
                parameters(body.get("parameters")),
                rowLimit(body.get("row_limit")));
    }

    private static @Nullable JsonArray parameters(@Nullable JsonNode parameters) {
        if (parameters == null || parameters.isNull()) {
            return null;
        }
        if (!parameters.isArray()) {
            throw RequestBody.wrongType("parameters", "an array of {name, value, type}");
        }
        for (JsonNode parameter : parameters) {
            if (!parameter.path("name").isTextual()) {
                throw RequestBody.wrongType("parameters", "an array of {name, value, type}");
            }
        }
        return new JsonArray(parameters.toString());
    }

    private static @Nullable Long rowLimit(@Nullable JsonNode limit) {
        if (limit == null || limit.isNull()) {
            return null;
        }
        if (!limit.isIntegralNumber() || limit.asLong() < 0 || limit.asLong() > Integer.MAX_VALUE) {
            throw RequestBody.wrongType("row_limit", "an integer from 0 to 2147483647");
        }
        return limit.asLong();
    }

    private static long rowOffset(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return 0;
        }
        if (!text.matches("\\d{1,18}")) {
            throw RequestBody.wrongType("row_offset", "an integer of 0 or more");
        }
        return Long.parseLong(text);
    }

    private static <E extends Enum<E>> E choice(Class<E> type, String name, @Nullable String text, E absent) {
        if (text == null) {
            return absent;
        }
        for (E constant : type.getEnumConstants()) {
            if (constant.name().toLowerCase(Locale.ROOT).equals(text)) {
                return constant;
            }
        }
        throw RequestBody.wrongType(
                name, "one of " + Arrays.toString(type.getEnumConstants()).toLowerCase(Locale.ROOT));
    }
}
