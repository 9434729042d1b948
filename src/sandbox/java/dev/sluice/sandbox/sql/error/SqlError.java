package dev.sluice.sandbox.sql.error;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A statement that cannot be run, or that failed. The texts are those of Databricks, word for word, because clients tell
 * faults apart by them: {@code [ERROR_CLASS] text SQLSTATE: xxxxx}, with a position where Databricks gives one.
 */
public final class SqlError extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final String sqlState;

    private SqlError(String message, String sqlState) {
        super(message);
        this.sqlState = sqlState;
    }

    public String sqlState() {
        return sqlState;
    }

    /** The message; never null, unlike what {@link #getMessage} promises. */
    public String text() {
        return String.valueOf(getMessage());
    }

    /** An error without a place in the statement. */
    public static SqlError of(String errorClass, String sqlState, String text) {
        return new SqlError("[%s] %s SQLSTATE: %s".formatted(errorClass, text, sqlState), sqlState);
    }

    /** An error of analysis at a place in the statement. */
    public static SqlError at(Position position, String errorClass, String sqlState, String text) {
        return new SqlError(
                "[%s] %s SQLSTATE: %s; line %d pos %d"
                        .formatted(errorClass, text, sqlState, position.line(), position.pos()),
                sqlState);
    }

    /** The statement's text cannot be parsed from the offset on; {@code hint} is empty or begins with a colon. */
    public static SqlError syntax(String statement, int offset, String near, String hint) {
        Position position = Position.of(statement, offset);
        String what = near.isEmpty() ? "end of input" : "'" + near + "'";
        return new SqlError(
                "\n[PARSE_SYNTAX_ERROR] Syntax error at or near %s%s. SQLSTATE: 42601 (line %d, pos %d)\n\n== SQL ==\n%s"
                        .formatted(what, hint, position.line(), position.pos(), marked(statement, position)),
                "42601");
    }

    private static String marked(String statement, Position position) {
        List<String> lines = statement.lines().toList();
        int at = Math.min(position.line(), lines.size());
        String head = String.join("\n", lines.subList(0, at));
        String tail = String.join("\n", lines.subList(at, lines.size()));
        return head + "\n" + "-".repeat(position.pos()) + "^^^\n" + tail;
    }

    /** An error that a macro raised, complete with class and state. */
    public static SqlError raised(String message, String sqlState) {
        return new SqlError(message, sqlState);
    }

    public static SqlError emptyStatement() {
        return of("PARSE_EMPTY_STATEMENT", "42617", "Syntax error, unexpected empty statement.");
    }

    public static SqlError tooComplex() {
        return of(
                "FAILED_TO_PARSE_TOO_COMPLEX",
                "54001",
                "The statement, including potential SQL functions and referenced views, was too complex to parse.");
    }

    public static SqlError tableNotFound(List<String> name, Position position) {
        return at(
                position,
                "TABLE_OR_VIEW_NOT_FOUND",
                "42P01",
                "The table or view " + quoted(name)
                        + " cannot be found. Verify the spelling and correctness of the schema and catalog.\n"
                        + "If you did not qualify the name with a schema, verify the current_schema() output, or qualify "
                        + "the name with the correct schema and catalog.\n"
                        + "To tolerate the error on drop use DROP VIEW IF EXISTS or DROP TABLE IF EXISTS.");
    }

    public static SqlError schemaNotFound(List<String> name) {
        return of(
                "SCHEMA_NOT_FOUND",
                "42704",
                "The schema " + quoted(name)
                        + " cannot be found. Verify the spelling and correctness of the schema and catalog.");
    }

    public static SqlError catalogNotFound(String name) {
        return of("NO_SUCH_CATALOG_EXCEPTION", "42704", "Catalog '" + name + "' was not found.");
    }

    public static SqlError alreadyExists(String kind, List<String> name) {
        return of(
                kind + "_ALREADY_EXISTS",
                kind.equals("SCHEMA") ? "42P06" : "42P07",
                "Cannot create %s %s because it already exists."
                        .formatted(kind.equals("SCHEMA") ? "schema" : "table or view", quoted(name)));
    }

    public static SqlError unresolvedColumn(String name, Collection<String> candidates, Position position) {
        String text = "A column, variable, or function parameter with name " + quoted(List.of(name.split("\\.", -1)))
                + " cannot be resolved.";
        if (candidates.isEmpty()) {
            return at(position, "UNRESOLVED_COLUMN.WITHOUT_SUGGESTION", "42703", text);
        }
        String offered =
                candidates.stream().map(candidate -> quoted(List.of(candidate))).collect(Collectors.joining(", "));
        return at(
                position,
                "UNRESOLVED_COLUMN.WITH_SUGGESTION",
                "42703",
                text + " Did you mean one of the following? [" + offered + "].");
    }

    public static SqlError unresolvedRoutine(String name, Position position) {
        return at(
                position,
                "UNRESOLVED_ROUTINE",
                "42883",
                "Cannot resolve routine `%s` on search path [`system`.`builtin`, `system`.`session`].".formatted(name));
    }

    public static SqlError unboundParameter(String name, Position position) {
        return at(
                position,
                "UNBOUND_SQL_PARAMETER",
                "42P02",
                "Found the unbound parameter: " + name
                        + ". Please, fix `args` and provide a mapping of the parameter to either a SQL literal or "
                        + "collection constructor functions such as `map()`, `array()`, `struct()`.");
    }

    /** A privilege is missing to read or write. */
    public static SqlError insufficientPermissions(String privilege, String kind, String name) {
        return of(
                "INSUFFICIENT_PERMISSIONS",
                "42501",
                "Insufficient privileges:\nUser does not have %s on %s '%s'.".formatted(privilege, kind, name));
    }

    /** A privilege is missing for a command on metadata. */
    public static SqlError permissionDenied(String privilege, String kind, String name) {
        return new SqlError(
                "PERMISSION_DENIED: User does not have %s on %s '%s'.".formatted(privilege, kind, name), "42501");
    }

    public static SqlError unsupported(String what) {
        return of("UNSUPPORTED_FEATURE", "0A000", "The feature is not supported: " + what);
    }

    private static String quoted(List<String> name) {
        return name.stream().map(part -> '`' + part.replace("`", "``") + '`').collect(Collectors.joining("."));
    }
}
