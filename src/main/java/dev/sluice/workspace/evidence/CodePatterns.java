package dev.sluice.workspace.evidence;

import static dev.sluice.fault.FaultCode.*;
import static dev.sluice.workspace.evidence.AnswerPatterns.ADMIN;
import static dev.sluice.workspace.evidence.FaultPattern.of;
import static dev.sluice.workspace.evidence.Sign.code;
import static dev.sluice.workspace.evidence.Sign.status;
import static dev.sluice.workspace.evidence.Sign.statuses;

import java.util.List;

/**
 * Which fault an HTTP answer means by its {@code error_code}, then by its status: a rate limit may come as a 500 and a
 * missing object as a 400. Together they leave no answer untold.
 */
final class CodePatterns {
    static final List<FaultPattern> ALL = List.of(
            denied(code("PERMISSION_DENIED")),
            of(
                    code("ENDPOINT_NOT_FOUND"),
                    OBJECT_NOT_FOUND,
                    "The workspace has no such API.",
                    "Check path and method; this workspace may not offer the API."),
            absent(code("NOT_FOUND|SCIM_404|\\w+_DOES_NOT_EXIST")),
            rateLimited(code("RESOURCE_EXHAUSTED|REQUEST_LIMIT_EXCEEDED")),
            of(
                    code("INVALID_STATE|ABORTED|RESOURCE_CONFLICT"),
                    WORKSPACE_CONFLICT,
                    "The object is not in a state that allows this.",
                    "Read its state first, then decide."),
            of(
                    code("ALREADY_EXISTS|RESOURCE_ALREADY_EXISTS"),
                    WORKSPACE_CONFLICT,
                    "The object already exists.",
                    "Use it, choose another name, or give overwrite: true if the tool takes it."),
            of(
                    code("DIRECTORY_NOT_EMPTY"),
                    WORKSPACE_CONFLICT,
                    "The directory is not empty.",
                    "Empty it first, or delete it recursively."),
            of(
                    code("MALFORMED_REQUEST"),
                    REQUEST_REJECTED,
                    "The workspace could not read the request's body.",
                    "Send one JSON object with members of the documented types."),
            of(
                    code("invalidFilter|InvalidFilter"),
                    REQUEST_REJECTED,
                    "The filter is not a SCIM filter.",
                    "Write it as: attribute operator \"value\", such as userName eq \"a@example.com\"."),
            rejected(code("INVALID_PARAMETER_VALUE|BAD_REQUEST")),
            unauthenticated(code("UNAUTHENTICATED")),
            unavailable(code("TEMPORARILY_UNAVAILABLE")),
            of(
                    code("SERVICE_UNDER_MAINTENANCE"),
                    WORKSPACE_MAINTENANCE,
                    "The workspace is under maintenance.",
                    "Try again later."),
            of(
                    code("WORKSPACE_TEMPORARILY_UNAVAILABLE"),
                    WORKSPACE_STARTING,
                    "The workspace is not ready yet.",
                    "Try again in a minute."),
            timedOut(code("DEADLINE_EXCEEDED")),
            of(
                    code("INTERNAL_ERROR|IO_ERROR|UNKNOWN|DATA_LOSS|CANCELLED"),
                    WORKSPACE_ERROR,
                    "The workspace failed.",
                    "Try again."),
            unsupported(code("NOT_IMPLEMENTED|UNIMPLEMENTED")),
            // Statuses.
            of(
                    statuses(200, 299),
                    NOT_A_WORKSPACE,
                    "The host does not answer like a Databricks workspace.",
                    "Check the workspace host of the connected account."),
            of(
                    statuses(300, 399),
                    NOT_A_WORKSPACE,
                    "The host answered with a redirect, which is not followed.",
                    "Check the workspace host of the connected account."),
            unauthenticated(status(401)),
            denied(status(403)),
            absent(status(404)),
            timedOut(status(408, 504)),
            of(status(409), WORKSPACE_CONFLICT, "The object has changed meanwhile.", "Read it again, then decide."),
            rateLimited(status(429)),
            unsupported(status(501)),
            unavailable(status(503)),
            rejected(statuses(400, 498)),
            of(statuses(499, 999), WORKSPACE_ERROR, "The workspace failed with HTTP $status.", "Try again."));

    private CodePatterns() {}

    private static FaultPattern unauthenticated(Sign sign) {
        return of(
                sign,
                TOKEN_REJECTED,
                "The workspace did not accept the token.",
                ADMIN + "checks that the service principal still exists and is active.");
    }

    private static FaultPattern denied(Sign sign) {
        return of(
                sign,
                PERMISSION_DENIED,
                "The workspace denied this to the service principal.",
                ADMIN + "grants $principal the permission on the object.");
    }

    private static FaultPattern absent(Sign sign) {
        return of(
                sign,
                OBJECT_NOT_FOUND,
                "The workspace has no such object, or the service principal cannot see it.",
                "Check the name or id; list the objects to find the right one.");
    }

    private static FaultPattern rejected(Sign sign) {
        return of(sign, REQUEST_REJECTED, "The workspace refused the parameters.", "Check the parameters' values.");
    }

    private static FaultPattern unsupported(Sign sign) {
        return of(
                sign,
                REQUEST_REJECTED,
                "This workspace does not offer what was asked for.",
                "Do without it, or ask the workspace admin whether it can be enabled.");
    }

    private static FaultPattern rateLimited(Sign sign) {
        return of(sign, WORKSPACE_RATE_LIMITED, "The workspace limits requests.", "Wait, then try again.");
    }

    private static FaultPattern unavailable(Sign sign) {
        return of(sign, WORKSPACE_UNAVAILABLE, "The workspace is temporarily unavailable.", "Try again later.");
    }

    private static FaultPattern timedOut(Sign sign) {
        return of(sign, WORKSPACE_TIMEOUT, "The workspace took too long.", "Try again, or ask for less.");
    }
}
