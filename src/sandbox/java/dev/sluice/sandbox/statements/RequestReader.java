package dev.sluice.sandbox.statements;

import dev.sluice.sandbox.http.Fields;
import dev.sluice.sandbox.http.Refusal;
import dev.sluice.sandbox.sql.Format;
import dev.sluice.sandbox.sql.Parameter;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads and checks an execute call. Databricks REST: Statement Execution, request fields; refusals verbatim. */
final class RequestReader {
    private static final int MOST_STATEMENT_BYTES = 16 << 20;
    private static final long MOST_ROWS = Integer.MAX_VALUE;
    private static final long MOST_INLINE_BYTES = 26_214_400;
    private static final long MOST_LINK_BYTES = 100L << 30;
    private static final Pattern SECONDS = Pattern.compile("(\\d{1,9})(\\.\\d+)?s");
    private static final String WAIT =
            "The wait_timeout field must be 0 seconds (disables wait), or between 5 seconds and 50 seconds.";
    private static final String INLINE_FORMAT =
            "The format field must be JSON_ARRAY when the disposition field is INLINE.";

    private RequestReader() {}

    static ExecuteRequest read(JsonObject body) {
        Fields fields = new Fields(body);
        Duration wait = wait(fields.text("wait_timeout"));
        String warehouse = required(fields.text("warehouse_id"), "warehouse_id");
        String statement = statement(fields.text("statement"));
        Disposition disposition = fields.oneOf("disposition", Disposition.class, Disposition.INLINE);
        Format format = fields.oneOf("format", Format.class, Format.JSON_ARRAY);
        if (disposition == Disposition.INLINE && format != Format.JSON_ARRAY) {
            throw Refusal.of(
                    400,
                    "INVALID_PARAMETER_VALUE",
                    "Incompatible parameters: " + INLINE_FORMAT,
                    Refusal.violation("format", INLINE_FORMAT));
        }
        long mostBytes = disposition == Disposition.INLINE ? MOST_INLINE_BYTES : MOST_LINK_BYTES;
        return new ExecuteRequest(
                statement,
                warehouse,
                fields.text("catalog"),
                fields.text("schema"),
                parameters(fields.list("parameters")),
                range(fields.number("row_limit"), "row_limit", 0, MOST_ROWS),
                range(fields.number("byte_limit"), "byte_limit", 1, mostBytes),
                disposition,
                format,
                wait,
                "CANCEL".equals(fields.text("on_wait_timeout")),
                fields.text("session_id"),
                fields.text("result_compression"));
    }

    private static String required(@Nullable String value, String field) {
        if (value == null) {
            throw Refusal.missing(field);
        }
        return value;
    }

    private static String statement(@Nullable String text) {
        String statement = required(text, "statement");
        if (statement.length() > MOST_STATEMENT_BYTES / 4
                && statement.getBytes(StandardCharsets.UTF_8).length > MOST_STATEMENT_BYTES) {
            // The limit is documented, its answer is not.
            throw Refusal.field("statement", "The statement field must be at most 16777216 bytes.");
        }
        return statement;
    }

    private static Duration wait(@Nullable String text) {
        if (text == null) {
            return Duration.ofSeconds(10);
        }
        Matcher seconds = SECONDS.matcher(text);
        if (!seconds.matches()) {
            throw Refusal.of(400, "INVALID_PARAMETER_VALUE", "Error while parsing type: duration.");
        }
        long whole = Long.parseLong(seconds.group(1));
        if (whole != 0 && (whole < 5 || whole > 50)) {
            throw Refusal.field("wait_timeout", WAIT);
        }
        return Duration.ofSeconds(whole);
    }

    private static @Nullable Long range(@Nullable Long value, String field, long least, long most) {
        if (value != null && (value < least || value > most)) {
            throw Refusal.field(field, "The " + field + " field must be in the range [" + least + ", " + most + "].");
        }
        return value;
    }

    private static List<Parameter> parameters(JsonArray list) {
        List<Parameter> parameters = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            if (list.getValue(i) instanceof JsonObject item) {
                Fields fields = new Fields(item);
                String type = fields.text("type");
                parameters.add(
                        new Parameter(fields.text("name"), fields.text("value"), type == null ? "STRING" : type));
            }
        }
        return parameters;
    }
}
