package dev.sluice.workspace.evidence;

import static dev.sluice.fault.FaultCode.*;
import static dev.sluice.workspace.evidence.AnswerPatterns.ADMIN;
import static dev.sluice.workspace.evidence.AnswerPatterns.LACKS;
import static dev.sluice.workspace.evidence.FaultPattern.of;
import static dev.sluice.workspace.evidence.Sign.code;
import static dev.sluice.workspace.evidence.Sign.errorClass;
import static dev.sluice.workspace.evidence.Sign.sqlState;
import static dev.sluice.workspace.evidence.Sign.unclassified;

import dev.sluice.fault.Fault;
import dev.sluice.fault.SqlError;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which fault a failed statement means. Databricks gives nearly all of them {@code BAD_REQUEST}, whatever the cause, so
 * the error class and the SQLSTATE come first, then the texts of errors that have no class, then the error code.
 */
final class StatementPatterns {
    private static final Sign DENIED = sqlState("42501").or(errorClass("INSUFFICIENT_PERMISSIONS"));

    private static final List<FaultPattern> BY_CLASS_AND_STATE = List.of(
            of(DENIED, LACKS, PRIVILEGE_MISSING, "The service principal lacks $1 on $2 $3.", ADMIN + "runs: $grant."),
            of(
                    DENIED,
                    PRIVILEGE_MISSING,
                    "The service principal lacks a privilege on an object of the statement.",
                    ADMIN + "grants it to $principal on the catalogs, schemas and tables that the statement names."),
            of(
                    errorClass("TABLE_OR_VIEW_NOT_FOUND"),
                    "The table or view (`[^\\n]{1,800}?`|[\\w.-]{1,800}) cannot",
                    OBJECT_NOT_FOUND,
                    "The table or view $1 does not exist, or the service principal cannot see its schema.",
                    "Check catalog, schema and name. If they are right, the workspace admin runs: $reading."),
            of(
                    errorClass("SCHEMA_NOT_FOUND|NO_SUCH_CATALOG_EXCEPTION|CATALOG_NOT_FOUND"),
                    OBJECT_NOT_FOUND,
                    "The catalog or schema does not exist, or the service principal cannot see it.",
                    "List catalogs and schemas to find the right name."),
            of(
                    errorClass("DELTA_CONCURRENT_\\w+|CONCURRENT_\\w+").or(sqlState("40\\w+")),
                    WORKSPACE_CONFLICT,
                    "Another transaction changed the table at the same time.",
                    "Look at what changed, then run the statement again."),
            of(
                    errorClass("UC_CLIENT_EXCEPTION|PARQUET_FAILED_READ_FOOTER").or(sqlState("08\\w+")),
                    WORKSPACE_UNAVAILABLE,
                    "The workspace could not reach its own data for a moment.",
                    "Try again."),
            of(
                    sqlState("42P01|42704"),
                    OBJECT_NOT_FOUND,
                    "The statement names an object that does not exist, or that the service principal cannot see.",
                    "Check the names; list catalogs, schemas and tables to find the right ones."),
            of(
                    sqlState("57KD0"),
                    WORKSPACE_TIMEOUT,
                    "The statement ran longer than the workspace allows.",
                    "Make the statement do less, or have the workspace admin raise STATEMENT_TIMEOUT."),
            of(sqlState("XX\\w+|58\\w+"), WORKSPACE_ERROR, "The workspace's SQL engine failed.", "Try again."));

    private static final List<FaultPattern> BY_TEXT = List.of(
            of(
                    unclassified(),
                    "^\\s*Inline byte limit exceeded",
                    RESULT_TOO_LARGE,
                    "The result is larger than an inline answer may be (25 MiB).",
                    "Read it through /api/v1/sql/stream, or add a LIMIT."),
            of(
                    unclassified(),
                    "^\\s*Command failed because warehouse (?:\\S+ )?was stopped",
                    WAREHOUSE_STOPPED,
                    "The warehouse was stopped while the statement ran.",
                    "Start it with databricksworkspace_sql_warehouse_start, then run the statement again."),
            of(
                    unclassified(),
                    "java\\.util\\.ConcurrentModificationException",
                    WORKSPACE_CONFLICT,
                    "Another transaction changed the table at the same time.",
                    "Look at what changed, then run the statement again."),
            of(
                    unclassified(),
                    "UC_CLIENT_EXCEPTION|PARQUET_FAILED_READ_FOOTER|DEADLINE_EXCEEDED: acquiring connection",
                    WORKSPACE_UNAVAILABLE,
                    "The workspace could not reach its own data for a moment.",
                    "Try again."));

    private static final List<FaultPattern> BY_ERROR_CODE = List.of(
            of(code("CANCELLED"), STATEMENT_CANCELED, "The statement was canceled.", "Run it again."),
            of(
                    code("INTERNAL_ERROR|IO_ERROR|UNKNOWN|DATA_LOSS"),
                    WORKSPACE_ERROR,
                    "The workspace's SQL engine failed.",
                    "Try again."),
            of(
                    code("UNAUTHENTICATED"),
                    TOKEN_REJECTED,
                    "The workspace did not accept the token.",
                    ADMIN + "checks that the service principal still exists and is active."),
            of(
                    code("ABORTED"),
                    WORKSPACE_CONFLICT,
                    "The workspace aborted the statement.",
                    "Look at the state of what it changes, then run it again."),
            of(
                    code("DEADLINE_EXCEEDED"),
                    WORKSPACE_TIMEOUT,
                    "The workspace took too long.",
                    "Try again, or ask for less."),
            of(
                    code("RESOURCE_EXHAUSTED"),
                    WORKSPACE_RATE_LIMITED,
                    "The workspace limits requests.",
                    "Wait, then try again."),
            of(
                    code("SERVICE_UNDER_MAINTENANCE"),
                    WORKSPACE_MAINTENANCE,
                    "The workspace is under maintenance.",
                    "Try again later."),
            of(
                    code("TEMPORARILY_UNAVAILABLE"),
                    WORKSPACE_UNAVAILABLE,
                    "The workspace is temporarily unavailable.",
                    "Try again later."),
            of(
                    code("WORKSPACE_TEMPORARILY_UNAVAILABLE"),
                    WORKSPACE_STARTING,
                    "The workspace is not ready yet.",
                    "Try again in a minute."));

    static final List<FaultPattern> ALL = Stream.of(BY_CLASS_AND_STATE, BY_TEXT, BY_ERROR_CODE)
            .flatMap(List::stream)
            .toList();

    private StatementPatterns() {}

    /** The fault of a statement; its own error, with the cleaned message, if nothing else is known. */
    static Fault tell(Evidence failed, @Nullable String principal) {
        SqlError error = Objects.requireNonNull(failed.sql());
        Fault known = FaultPattern.first(ALL, failed, principal);
        if (known != null) {
            return known.withSql(error);
        }
        String shown = SqlMessage.clean(failed.text());
        return Fault.of(
                        SQL_ERROR,
                        shown.isEmpty() ? "The statement failed, and the workspace does not say why." : shown,
                        SqlHint.of(error, shown))
                .withSql(error);
    }
}
