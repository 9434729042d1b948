package dev.sluice.workspace.evidence;

import dev.sluice.fault.SqlError;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What to do about a statement's own error, by its error class and else by its SQLSTATE's class. */
final class SqlHint {
    private static final Pattern SUGGESTION =
            Pattern.compile("Did you mean one of the following\\? \\[(`[^\\]]{1,400})]");
    private static final String CORRECT = "Correct the statement.";

    /** The first part of an error class to its remedy. */
    static final Map<String, String> BY_CLASS = Map.ofEntries(
            Map.entry("PARSE_SYNTAX_ERROR", "Correct the syntax there; a call takes one statement."),
            Map.entry("PARSE_EMPTY_STATEMENT", "Give a statement."),
            Map.entry(
                    "UNRESOLVED_COLUMN",
                    "List the table's columns with databricksworkspace_information_schema_columns, then correct the"
                            + " name."),
            Map.entry("UNRESOLVED_ROUTINE", "Use a function of Databricks SQL, or a full catalog.schema.function."),
            Map.entry("AMBIGUOUS_REFERENCE", "Put the table's name or alias before the column."),
            Map.entry("MISSING_AGGREGATION", "Add the column to GROUP BY, or wrap it in any_value()."),
            Map.entry("DATATYPE_MISMATCH", "Cast the operands to one type."),
            Map.entry("DIVIDE_BY_ZERO", "Use try_divide, or leave out rows whose divisor is 0."),
            Map.entry("ARITHMETIC_OVERFLOW", "Cast to a wider type, or use try_add, try_multiply and their kin."),
            Map.entry("CAST_INVALID_INPUT", "Use try_cast, or leave out the values that do not fit the type."),
            Map.entry("CAST_OVERFLOW", "Use try_cast, or cast to a wider type."),
            Map.entry("INVALID_VALUE_FOR_DATA_TYPE", "Give each parameter a value that fits its type."),
            Map.entry("UNBOUND_SQL_PARAMETER", "Give every :name marker of the statement a value in parameters."),
            Map.entry(
                    "INVALID_PARAMETER_MARKER_VALUE",
                    "Give each parameter once, with a scalar type such as STRING, INT or DATE."),
            Map.entry("TABLE_OR_VIEW_ALREADY_EXISTS", "Add IF NOT EXISTS, or choose another name."),
            Map.entry("SCHEMA_ALREADY_EXISTS", "Add IF NOT EXISTS, or choose another name."),
            Map.entry("USER_RAISED_EXCEPTION", "The statement raises this itself: see to its condition."));

    private SqlHint() {}

    /** @param shown the cleaned message: what it suggests are names, in back-ticks */
    static String of(SqlError error, String shown) {
        Matcher suggested = SUGGESTION.matcher(shown);
        if (suggested.find()) {
            return "Use one of the names suggested: " + suggested.group(1) + ".";
        }
        String known = error.errorClass() == null
                ? null
                : BY_CLASS.get(error.errorClass().replaceFirst("\\..*", ""));
        return known == null ? byState(error.state()) : known;
    }

    private static String byState(@Nullable String state) {
        return switch (state == null ? "" : state.substring(0, 2)) {
            case "0A" -> "Write it another way: Databricks SQL does not support this.";
            case "22" -> "Correct the values, or guard them with try_cast or a filter.";
            case "23" -> "Correct the rows: they break a constraint of the table.";
            case "42" -> CORRECT;
            case "54" -> "Make the statement smaller or simpler.";
            default -> "Read the message, then correct the statement.";
        };
    }
}
