package dev.sluice.workspace.evidence;

import static dev.sluice.fault.FaultCode.*;
import static dev.sluice.workspace.evidence.FaultPattern.of;
import static dev.sluice.workspace.evidence.Sign.status;
import static dev.sluice.workspace.evidence.Sign.statuses;

import java.util.List;
import java.util.stream.Stream;

/**
 * Texts of HTTP answers that say more than the code or the status that they come with: exceptions to {@link
 * CodePatterns}, and judged before it. Each counts only with the status that it was seen with, and is sought where the
 * workspace puts it, mostly at the beginning: a name in a message may be anything.
 */
final class AnswerPatterns {
    static final String ADMIN = "The workspace admin ";
    static final String LACKS = "User does not have ([A-Z][A-Z ,]{2,60}) on ([A-Z][A-Za-z ]{2,30}) '([^'\\n]{1,800})'";

    private static final Sign REFUSED = status(401, 403);
    private static final Sign WRONG = status(400);
    private static final Sign ABSENT = status(404);
    private static final Sign ANY = statuses(400, 599);

    private static final List<FaultPattern> ACCESS = List.of(
            of(
                    REFUSED,
                    "^(?:Invalid access token|Invalid Token$|Credential was not sent)",
                    TOKEN_REJECTED,
                    "The workspace did not accept a fresh token.",
                    ADMIN + "checks that the service principal still exists and is active."),
            of(
                    REFUSED,
                    "required scopes?: ([\\w.:, -]{1,80})",
                    MISSING_SCOPE,
                    "The token lacks a required OAuth scope: $1.",
                    ADMIN + "allows the scope for the service principal $principal."),
            of(
                    REFUSED,
                    "disabled for users without the ([\\w, -]{1,120}) entitlement",
                    MISSING_ENTITLEMENT,
                    "The service principal lacks the entitlement $1.",
                    ADMIN + "adds the entitlement $1 to the service principal $principal."),
            of(
                    REFUSED,
                    "^Source IP address: ([0-9a-fA-F.:]{2,45}) is blocked by Databricks IP ACL",
                    IP_BLOCKED,
                    "The workspace's IP access list blocks $1.",
                    ADMIN + "adds $1 to the workspace's IP access list."),
            of(
                    REFUSED,
                    "^Unauthorized network access to workspace",
                    NETWORK_BLOCKED,
                    "The workspace's network policy does not allow this gateway.",
                    ADMIN + "allows this gateway's network in the policy."),
            of(
                    statuses(300, 499),
                    "is not accessible from the current network|private-link-validation-error",
                    PRIVATE_LINK_REQUIRED,
                    "The workspace accepts private-link connections only.",
                    ADMIN + "opens the workspace to this gateway's network."),
            of(
                    REFUSED,
                    "^You do not have permission to use the SQL Warehouse",
                    WAREHOUSE_NOT_USABLE,
                    "The SQL warehouse does not exist, or the service principal may not use it.",
                    "Check warehouse_id with databricksworkspace_sql_warehouses_list; if it is right, the workspace"
                            + " admin grants CAN USE on the warehouse to $principal."),
            of(REFUSED, LACKS, PRIVILEGE_MISSING, "The service principal lacks $1 on $2 $3.", ADMIN + "runs: $grant."),
            of(
                    REFUSED,
                    "does not have View or Admin or Manage Run or Owner permissions on job (\\d{1,19})",
                    PERMISSION_DENIED,
                    "The service principal has no permission on job $1.",
                    ADMIN + "grants $principal a permission on job $1: Can View to read it, Can Manage Run to run it."),
            of(
                    REFUSED,
                    "is not authorized to perform this action",
                    PERMISSION_DENIED,
                    "The service principal may not do this.",
                    ADMIN + "grants $principal the permission on the object."));

    private static final List<FaultPattern> STATEMENTS = List.of(
            of(
                    WRONG,
                    "is not a valid endpoint id",
                    REQUEST_REJECTED,
                    "warehouse_id is not a valid warehouse id.",
                    "Take an id from databricksworkspace_sql_warehouses_list."),
            // Both are said of a result that "was not found"; only the details tell them apart.
            of(
                    ABSENT,
                    "state should be SUCCEEDED before",
                    RESULT_NOT_READY,
                    "The statement has not succeeded, so it has no chunks.",
                    "Poll databricksworkspace_sql_statement_get until its state is SUCCEEDED."),
            of(
                    ABSENT,
                    "^The result of the statement \\S+ was not found",
                    RESULT_EXPIRED,
                    "The result has expired: results can be read for about an hour.",
                    "Run the statement again."),
            of(
                    ABSENT,
                    "^The statement \\S+ was not found",
                    STATEMENT_NOT_FOUND,
                    "The statement is not known to this workspace.",
                    "Check statement_id; statements are forgotten some hours after they end."),
            of(
                    WRONG,
                    "^The chunk_index (\\d{1,10}) is out of bounds",
                    REQUEST_REJECTED,
                    "chunk_index $1 is beyond the last chunk.",
                    "Use an index below the manifest's total_chunk_count."),
            of(
                    WRONG,
                    "^Error while parsing type: statement_id",
                    REQUEST_REJECTED,
                    "statement_id is not a statement id.",
                    "Use the statement_id that an execute call returned."),
            of(
                    WRONG,
                    "^The wait_timeout field must be|^Error while parsing type: duration",
                    REQUEST_REJECTED,
                    "wait_timeout is not one that the workspace takes.",
                    "Give 0s, or 5s to 50s."),
            of(
                    WRONG,
                    "^The (\\w{1,60}) field must be in the range \\[(-?\\d{1,20}), (-?\\d{1,20})]",
                    REQUEST_REJECTED,
                    "$1 is out of range.",
                    "Give $2 to $3."),
            of(
                    WRONG,
                    "^(?:Required field is not specified|Missing required field):? ?([\\w.\\[\\]]{1,60})",
                    REQUEST_REJECTED,
                    "The field $1 is missing.",
                    "Give $1."),
            of(
                    WRONG,
                    "^Exactly one of (\\w{1,40}(?:,? (?:and )?\\w{1,40}){1,3}) must be",
                    REQUEST_REJECTED,
                    "Exactly one of $1 must be given.",
                    "Give one of them and leave the others out."),
            of(
                    WRONG.or(ABSENT),
                    "^The parent folder \\(.{1,4096}\\) does not exist",
                    OBJECT_NOT_FOUND,
                    "The folder that it would lie in does not exist.",
                    "Use a folder that databricksworkspace_workspace_list shows."),
            of(
                    WRONG.or(ABSENT),
                    "^Principal: (\\w{1,40})\\(.{1,255}\\) does not exist",
                    OBJECT_NOT_FOUND,
                    "The workspace does not know the $1 that was named.",
                    "Check its name; databricksworkspace_scim_users_list tells the users there are."));

    private static final List<FaultPattern> OBJECTS = List.of(
            of(
                    status(400, 409),
                    "^Cluster \\S+ is in unexpected state (\\w{1,20})",
                    WORKSPACE_CONFLICT,
                    "The cluster is in state $1, which does not allow this.",
                    "Read the cluster's state first."),
            of(
                    status(400, 404),
                    "^(?:(?:Cluster|Job|Run) \\S{1,80} does not exist|Run: \\S{1,40} in job: \\S{1,40} doesn't exist)",
                    OBJECT_NOT_FOUND,
                    "The workspace has no such object, or the service principal cannot see it.",
                    "List the objects to find the right id."),
            // DBFS says so with IO_ERROR.
            of(
                    WRONG,
                    "^Directory is not empty",
                    WORKSPACE_CONFLICT,
                    "The directory is not empty.",
                    "Empty it first, or delete it recursively."),
            of(
                    WRONG,
                    "^The supplied offset \\d{1,19} has exceeded the value of (\\d{1,19})",
                    REQUEST_REJECTED,
                    "The offset is beyond $1, the most that the workspace takes.",
                    "Page with page_token instead."),
            of(
                    WRONG,
                    "Error code #UC-PGRQD",
                    REQUEST_REJECTED,
                    "The list is too long for one answer.",
                    "Give max_results, and follow next_page_token."),
            of(
                    WRONG,
                    "\\nfield_violation: ([\\w.\\[\\]-]{1,80})$",
                    REQUEST_REJECTED,
                    "The workspace refused the parameter $1.",
                    "Check the value of $1."));

    private static final List<FaultPattern> WEATHER = List.of(
            of(
                    ANY,
                    "token bucket limit has been exceeded",
                    WORKSPACE_RATE_LIMITED,
                    "The workspace limits requests.",
                    "Wait, then try again."),
            of(
                    ANY,
                    "unexpected capacity constraints",
                    WORKSPACE_CAPACITY,
                    "The workspace has no capacity right now.",
                    "Try again in some minutes."),
            of(
                    ANY,
                    "UnknownWorkerEnvironmentException|associated worker environments|[Uu]nknown worker environment"
                            + "|no worker environment with id|worker env .{0,80} not found|ClusterNotReadyException",
                    WORKSPACE_STARTING,
                    "The workspace is not ready yet.",
                    "Try again in a minute."),
            of(
                    statuses(500, 599),
                    "taking too long to process your request|Timed out after |[Dd]eadline exceeded",
                    WORKSPACE_TIMEOUT,
                    "The workspace took too long.",
                    "Try again, or ask for less."),
            of(
                    ANY,
                    "^The service at \\S{1,300} is temporarily unavailable",
                    WORKSPACE_UNAVAILABLE,
                    "The workspace is temporarily unavailable.",
                    "Try again later."));

    static final List<FaultPattern> ALL = Stream.of(ACCESS, STATEMENTS, OBJECTS, WEATHER)
            .flatMap(List::stream)
            .toList();

    private AnswerPatterns() {}
}
