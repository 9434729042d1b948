package dev.sluice.workspace;

import static dev.sluice.fault.FaultCode.*;

import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One known text of a workspace and the fault that it means. {@code $1…} in detail and hint are groups of the text:
 * names of things, never values.
 */
record FaultPattern(Pattern text, FaultCode code, String detail, String hint) {
    private static final String ADMIN = "The workspace admin ";

    /** Texts of HTTP error answers; the first that is found decides. */
    private static final List<FaultPattern> ANSWERS = List.of(
            of(
                    "Invalid access token|^Invalid Token$|Credential was not sent",
                    TOKEN_REJECTED,
                    "The workspace did not accept a fresh token.",
                    ADMIN + "checks that the service principal still exists and is active."),
            of(
                    "required scopes?:? ?([\\w.:, -]{0,80})",
                    MISSING_SCOPE,
                    "The token lacks a required OAuth scope: $1.",
                    ADMIN + "allows the scope for this service principal."),
            of(
                    "disabled for users without the ([\\w, -]{1,120}) entitlement",
                    MISSING_ENTITLEMENT,
                    "The service principal lacks the entitlement $1.",
                    ADMIN + "adds the entitlement $1 to the service principal."),
            of(
                    "Source IP address: ([0-9a-fA-F.:]{2,45}) is blocked by Databricks IP ACL",
                    IP_BLOCKED,
                    "The workspace's IP access list blocks $1.",
                    ADMIN + "adds $1 to the workspace's IP access list."),
            of(
                    "Unauthorized network access to workspace",
                    NETWORK_BLOCKED,
                    "The workspace's network policy does not allow this gateway.",
                    ADMIN + "allows this gateway's network in the policy."),
            of(
                    "is not accessible from the current network|private-link-validation-error",
                    PRIVATE_LINK_REQUIRED,
                    "The workspace accepts private-link connections only.",
                    ADMIN + "opens the workspace to this gateway's network."),
            of(
                    "do not have permission to use the SQL Warehouse",
                    WAREHOUSE_NOT_USABLE,
                    "The SQL warehouse does not exist, or the service principal may not use it.",
                    "Check warehouse_id with databricksworkspace_sql_warehouses_list; if it is right, the workspace"
                            + " admin grants CAN USE on the warehouse."),
            of(
                    "is not a valid endpoint id",
                    REQUEST_REJECTED,
                    "warehouse_id is not a valid warehouse id.",
                    "Take an id from databricksworkspace_sql_warehouses_list."),
            of(
                    "User does not have ([A-Z][A-Z ]{2,40}) on (\\w+) '([^'\\n]{1,255})'",
                    PRIVILEGE_MISSING,
                    "The service principal lacks $1 on $2 $3.",
                    ADMIN + "runs: GRANT $1 ON $2 $3 TO `<service principal>`."),
            of(
                    "The result of the statement \\S+ was not found",
                    RESULT_EXPIRED,
                    "The result has expired: results can be read for about an hour.",
                    "Run the statement again."),
            of(
                    "[Tt]he statement \\S+ was not found",
                    STATEMENT_NOT_FOUND,
                    "The statement is not known to this workspace.",
                    "Check statement_id; statements are forgotten some hours after they end."),
            of(
                    "state should be SUCCEEDED before",
                    RESULT_NOT_READY,
                    "The statement has not succeeded, so it has no chunks.",
                    "Poll databricksworkspace_sql_statement_get until its state is SUCCEEDED."),
            of(
                    "The chunk_index (\\d{1,10}) is out of bounds",
                    REQUEST_REJECTED,
                    "chunk_index $1 is beyond the last chunk.",
                    "Use an index below the manifest's total_chunk_count."),
            of(
                    "Error while parsing type: statement_id",
                    REQUEST_REJECTED,
                    "statement_id is not a statement id.",
                    "Use the statement_id that an execute call returned."),
            of(
                    "Required field is not specified: (\\w{1,60})",
                    REQUEST_REJECTED,
                    "The field $1 is missing.",
                    "Give $1."),
            of(
                    "Cluster \\S+ is in unexpected state (\\w{1,20})",
                    WORKSPACE_CONFLICT,
                    "The cluster is in state $1, which does not allow this.",
                    "Read the cluster's state first."),
            of(
                    "(?:Cluster|Job|Run) \\S{1,80} does not exist|Run: \\S{1,40} in job: \\S{1,40} doesn't exist",
                    OBJECT_NOT_FOUND,
                    "The workspace has no such object, or the service principal cannot see it.",
                    "List the objects to find the right id."),
            of(
                    "does not have View or Admin or Manage Run or Owner permissions on job (\\d{1,19})",
                    PERMISSION_DENIED,
                    "The service principal has no permission on job $1.",
                    ADMIN + "grants it a permission on job $1."),
            of(
                    "is not authorized to perform this action",
                    PERMISSION_DENIED,
                    "The service principal may not do this.",
                    ADMIN + "grants it the permission on the object."),
            of(
                    "token bucket limit has been exceeded",
                    WORKSPACE_RATE_LIMITED,
                    "The workspace limits requests.",
                    "Wait, then try again."),
            of(
                    "unexpected capacity constraints",
                    WORKSPACE_CAPACITY,
                    "The workspace has no capacity right now.",
                    "Try again in some minutes."),
            of(
                    "UnknownWorkerEnvironmentException|associated worker environments|[Uu]nknown worker environment"
                            + "|no worker environment with id|worker env .{0,80} not found|ClusterNotReadyException",
                    WORKSPACE_STARTING,
                    "The workspace is not ready yet.",
                    "Try again in a minute."),
            of(
                    "taking too long to process your request",
                    WORKSPACE_TIMEOUT,
                    "The workspace took too long.",
                    "Try again, or ask for less."),
            of(
                    "is temporarily unavailable",
                    WORKSPACE_UNAVAILABLE,
                    "The workspace is temporarily unavailable.",
                    "Try again later."));

    /** Texts of statements that failed; the first that is found decides. */
    private static final List<FaultPattern> STATEMENTS = List.of(
            of(
                    "User does not have ([A-Z][A-Z ]{2,40}) on (\\w+) '([^'\\n]{1,255})'",
                    PRIVILEGE_MISSING,
                    "The service principal lacks $1 on $2 $3.",
                    ADMIN + "runs: GRANT $1 ON $2 $3 TO `<service principal>`."),
            of(
                    "\\[TABLE_OR_VIEW_NOT_FOUND\\] The table or view (`[^\\n]{1,255}?`|[\\w.-]{1,255}) cannot",
                    OBJECT_NOT_FOUND,
                    "The table or view $1 does not exist, or the service principal cannot see its schema.",
                    "Check catalog, schema and name; if they are right, the workspace admin grants USE CATALOG,"
                            + " USE SCHEMA and SELECT."),
            of(
                    "\\[SCHEMA_NOT_FOUND\\]|\\[NO_SUCH_CATALOG_EXCEPTION\\]|\\[CATALOG_NOT_FOUND\\]",
                    OBJECT_NOT_FOUND,
                    "The catalog or schema does not exist, or the service principal cannot see it.",
                    "List catalogs and schemas to find the right name."),
            of(
                    "Inline byte limit exceeded",
                    RESULT_TOO_LARGE,
                    "The result is larger than an inline answer may be (25 MiB).",
                    "Read it through /api/v1/sql/stream, or add a LIMIT."),
            of(
                    "Command failed because warehouse (?:\\S+ )?was stopped",
                    WAREHOUSE_STOPPED,
                    "The warehouse was stopped while the statement ran.",
                    "Start it with databricksworkspace_sql_warehouse_start, then run the statement again."),
            of(
                    "java\\.util\\.ConcurrentModificationException|\\[DELTA_CONCURRENT_\\w{1,40}",
                    WORKSPACE_CONFLICT,
                    "Another transaction changed the table at the same time.",
                    "Look at what changed, then run the statement again."),
            of(
                    "UC_CLIENT_EXCEPTION|PARQUET_FAILED_READ_FOOTER|DEADLINE_EXCEEDED: acquiring connection",
                    WORKSPACE_UNAVAILABLE,
                    "The workspace could not reach its own data for a moment.",
                    "Try again."));

    private static FaultPattern of(String text, FaultCode code, String detail, String hint) {
        return new FaultPattern(Pattern.compile(text), code, detail, hint);
    }

    static @Nullable Fault answer(String message) {
        return first(ANSWERS, message);
    }

    static @Nullable Fault statement(String message) {
        return first(STATEMENTS, message);
    }

    private static @Nullable Fault first(List<FaultPattern> patterns, String message) {
        for (FaultPattern pattern : patterns) {
            Matcher found = pattern.text.matcher(message);
            if (found.find()) {
                return Fault.of(pattern.code, fill(pattern.detail, found), fill(pattern.hint, found));
            }
        }
        return null;
    }

    private static String fill(String template, Matcher found) {
        String filled = template;
        for (int i = 1; i <= found.groupCount(); i++) {
            String group = found.group(i);
            filled = filled.replace("$" + i, group == null ? "" : group.strip());
        }
        return filled;
    }
}
