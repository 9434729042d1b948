package dev.sluice.sandbox.sql;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.sandbox.sql.error.Position;
import dev.sluice.sandbox.sql.error.SqlError;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says in Databricks' words what DuckDB found wrong. Nothing of DuckDB's own settings or files is passed on. */
final class DuckErrors {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern RAISED = Pattern.compile("\\[[A-Z_.]+\\] .* SQLSTATE: (\\w{5})", Pattern.DOTALL);
    private static final Pattern MALFORMED =
            Pattern.compile("Could not convert string [\"'](.*)[\"'] to '?\"?(\\w+)", Pattern.DOTALL);
    private static final Pattern QUOTED = Pattern.compile("[\"'](.*?)[\"']");

    private DuckErrors() {}

    /** @param statement as the principal wrote it, to find the place of a name in it */
    static SqlError translate(SQLException failure, String statement) {
        String raw = String.valueOf(failure.getMessage());
        JsonNode details = details(raw);
        String message = details.path("exception_message").asText(raw);
        return switch (details.path("exception_type").asText("")) {
            case "Conversion" -> conversion(message);
            case "Out of Range" -> overflow(message);
            case "Invalid Input" -> invalidInput(message);
            case "Constraint" -> constraint(message);
            case "Binder", "Catalog" -> binding(details, message, statement);
            case "Parser" -> SqlError.syntax(statement, 0, firstWord(statement), "");
            case "Out of Memory" ->
                SqlError.of("RESOURCE_EXHAUSTED", "53200", "The statement needs more memory than the warehouse has.");
            case "TransactionContext", "Transaction" ->
                SqlError.of("CONCURRENT_WRITE", "40001", "The table was changed by another statement. Try again.");
            default -> SqlError.of("INTERNAL_ERROR", "XX000", "The statement could not be run.");
        };
    }

    private static JsonNode details(String message) {
        int start = message.indexOf('{');
        try {
            return start < 0 ? JSON.createObjectNode() : JSON.readTree(message.substring(start));
        } catch (JsonProcessingException _) {
            return JSON.createObjectNode();
        }
    }

    private static SqlError conversion(String message) {
        Matcher malformed = MALFORMED.matcher(message);
        if (malformed.find()) {
            return castInvalid(malformed.group(1), typeName(malformed.group(2)));
        }
        String lower = message.toLowerCase(Locale.ROOT);
        if (lower.contains("out of range for the destination")) {
            return SqlError.of(
                    "CAST_OVERFLOW",
                    "22003",
                    "The value cannot be cast due to an overflow. Use `try_cast` to tolerate overflow and return NULL instead.");
        }
        if (lower.contains("could not cast value") || lower.contains("casting value")) {
            return SqlError.of(
                    "NUMERIC_VALUE_OUT_OF_RANGE",
                    "22003",
                    "The value cannot be represented in the target type. Change its precision or scale.");
        }
        if (lower.contains("out of range") && !lower.contains("date") && !lower.contains("time")) {
            return overflow(message);
        }
        String type = lower.contains("timestamp") ? "TIMESTAMP" : lower.contains("date") ? "DATE" : "TARGET";
        return castInvalid(between(message), type);
    }

    private static SqlError castInvalid(String value, String type) {
        return SqlError.of(
                "CAST_INVALID_INPUT",
                "22018",
                "The value '%s' of the type \"STRING\" cannot be cast to \"%s\" because it is malformed. Correct the value as per the syntax, or change its target type. Use `try_cast` to tolerate malformed input and return NULL instead."
                        .formatted(value, type));
    }

    private static SqlError overflow(String message) {
        String type = message.contains("INT64") ? "long" : message.contains("INT32") ? "integer" : "numeric";
        return SqlError.of(
                "ARITHMETIC_OVERFLOW",
                "22003",
                type + " overflow. If necessary set \"ansi_mode\" to \"false\" to bypass this error.");
    }

    private static SqlError invalidInput(String message) {
        Matcher raised = RAISED.matcher(message);
        if (raised.find()) {
            return SqlError.raised(raised.group(), raised.group(1));
        }
        if (message.startsWith("More than one row returned by a subquery")) {
            return SqlError.of(
                    "SCALAR_SUBQUERY_TOO_MANY_ROWS",
                    "21000",
                    "More than one row returned by a subquery used as an expression.");
        }
        return SqlError.of("INVALID_PARAMETER_VALUE", "22023", firstLine(message));
    }

    private static SqlError constraint(String message) {
        if (message.startsWith("NOT NULL")) {
            return SqlError.of(
                    "DELTA_NOT_NULL_CONSTRAINT_VIOLATED",
                    "23502",
                    "NOT NULL constraint violated for column: " + message.substring(message.lastIndexOf('.') + 1)
                            + ".");
        }
        return SqlError.of("DELTA_VIOLATE_CONSTRAINT_WITH_VALUES", "23001", firstLine(message));
    }

    private static SqlError binding(JsonNode details, String message, String statement) {
        String name = details.path("name").asText("");
        if (details.path("error_subtype").asText("").equals("COLUMN_NOT_FOUND")
                || message.startsWith("Referenced column")
                || message.startsWith("Referenced table")
                || message.contains("does not have a column named")) {
            String column = name.isEmpty() ? between(message) : name;
            return SqlError.unresolvedColumn(column, candidates(details), position(statement, column));
        }
        if (message.startsWith("Ambiguous reference")) {
            return SqlError.of("AMBIGUOUS_REFERENCE", "42704", "Reference `" + between(message) + "` is ambiguous.");
        }
        if (message.contains("must appear in the GROUP BY") || message.contains("GROUP BY clause")) {
            return SqlError.of(
                    "MISSING_AGGREGATION",
                    "42803",
                    "The non-aggregating expression \"" + between(message)
                            + "\" is based on columns which are not participating in the GROUP BY clause.");
        }
        if (message.startsWith("No function matches")
                || message.startsWith("Could not choose a best candidate")
                || message.startsWith("Cannot mix values")
                || message.startsWith("Cannot compare")
                || message.startsWith("Unimplemented type for cast")
                || message.startsWith("Macro")) {
            return SqlError.of(
                    "DATATYPE_MISMATCH",
                    "42K09",
                    "Cannot resolve an expression due to data type mismatch: " + firstLine(message));
        }
        if (message.contains("values were supplied")) {
            return SqlError.of(
                    "INSERT_COLUMN_ARITY_MISMATCH", "21S01", "Cannot write to the " + firstLine(message) + ".");
        }
        return SqlError.of("INVALID_STATEMENT", "42000", firstLine(message));
    }

    private static List<String> candidates(JsonNode details) {
        String names = details.path("candidates").asText("");
        return names.isEmpty() ? List.of() : List.of(names.split(",\\s*"));
    }

    private static Position position(String statement, String name) {
        String last = name.substring(name.lastIndexOf('.') + 1);
        Matcher word = Pattern.compile("\\b" + Pattern.quote(last) + "\\b", Pattern.CASE_INSENSITIVE)
                .matcher(statement);
        return Position.of(statement, word.find() ? word.start() : 0);
    }

    private static String typeName(String duck) {
        return switch (duck) {
            case "INT8" -> "TINYINT";
            case "INT16" -> "SMALLINT";
            case "INT32" -> "INT";
            case "INT64" -> "BIGINT";
            case "BOOL" -> "BOOLEAN";
            default -> duck;
        };
    }

    private static String between(String message) {
        Matcher quoted = QUOTED.matcher(message);
        return quoted.find() ? quoted.group(1) : "";
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("").replace("main.", "");
    }

    private static String firstWord(String statement) {
        return statement.strip().split("\\s+", 2)[0];
    }
}
