package dev.sluice.fault;

import static dev.sluice.fault.Move.CALLER;
import static dev.sluice.fault.Move.CUSTOMER_ADMIN;
import static dev.sluice.fault.Move.NOBODY;
import static dev.sluice.fault.Move.OPERATOR;

import java.util.Locale;

/**
 * The closed taxonomy. One row says how a fault is told on every face: HTTP status, gRPC status code, JSON-RPC code,
 * whose move it is and whether the same request may succeed later. The lower-case name is the {@code code} that
 * programs match on and the label that metrics carry.
 */
public enum FaultCode {
    // What the caller sent.
    INVALID_REQUEST(400, 3, -32602, CALLER, false, "The request is not valid"),
    INVALID_HOST(400, 3, -32602, CALLER, false, "The workspace host is not acceptable"),
    PAYLOAD_TOO_LARGE(413, 3, -32602, CALLER, false, "The request is too large"),
    METHOD_NOT_ALLOWED(405, 12, -32601, CALLER, false, "The resource does not support this method"),
    NOT_FOUND(404, 5, -32002, CALLER, false, "No such resource"),
    CONFLICT(409, 6, -32009, CALLER, false, "The resource already exists or has changed"),
    UNAUTHENTICATED(401, 16, -32001, CALLER, false, "The caller is not authenticated"),
    FORBIDDEN(403, 7, -32003, CALLER, false, "The caller may not do this"),
    TOOL_NOT_FOUND(404, 5, -32602, CALLER, false, "No such tool"),
    CONNECTION_NOT_FOUND(404, 5, -32002, CALLER, false, "No such connection"),
    ACCOUNT_NOT_FOUND(404, 5, -32002, CALLER, false, "No such connected account"),
    ACCOUNT_AMBIGUOUS(409, 9, -32602, CALLER, false, "More than one connected account fits"),
    TOOL_NOT_ALLOWED(403, 7, -32003, OPERATOR, false, "The caller's policy does not allow the tool"),
    READ_ONLY(403, 7, -32003, CALLER, false, "The caller may only read"),
    REPEAT_UNDERWAY(409, 10, -32009, CALLER, true, "The first of these equal calls is still running"),
    REPEAT_DIFFERS(422, 3, -32602, CALLER, false, "The idempotency key was used for another call"),
    CLIENT_CANCELLED(499, 1, -32800, CALLER, true, "The caller went away"),

    // The connected account.
    ACCOUNT_NOT_CONNECTED(409, 9, -32010, CUSTOMER_ADMIN, false, "The connected account cannot be used"),
    CREDENTIALS_REJECTED(424, 9, -32010, CUSTOMER_ADMIN, false, "The workspace refused the service principal"),

    // The workspace said no.
    TOKEN_REJECTED(424, 9, -32010, CUSTOMER_ADMIN, true, "The workspace refused a fresh token"),
    MISSING_SCOPE(403, 7, -32003, CUSTOMER_ADMIN, false, "The token lacks an OAuth scope"),
    MISSING_ENTITLEMENT(403, 7, -32003, CUSTOMER_ADMIN, false, "The service principal lacks an entitlement"),
    IP_BLOCKED(403, 7, -32003, CUSTOMER_ADMIN, false, "The workspace's IP access list blocks this gateway"),
    NETWORK_BLOCKED(403, 7, -32003, CUSTOMER_ADMIN, false, "The workspace's network policy blocks this gateway"),
    PRIVATE_LINK_REQUIRED(403, 7, -32003, CUSTOMER_ADMIN, false, "The workspace is reachable by private link only"),
    WAREHOUSE_NOT_USABLE(403, 7, -32003, CUSTOMER_ADMIN, false, "The SQL warehouse is absent or not permitted"),
    WAREHOUSE_NOT_FOUND(404, 5, -32002, CALLER, false, "No such SQL warehouse"),
    WAREHOUSE_STOPPED(409, 9, -32011, CALLER, true, "The SQL warehouse is stopped"),
    PRIVILEGE_MISSING(403, 7, -32003, CUSTOMER_ADMIN, false, "A Unity Catalog privilege is missing"),
    PERMISSION_DENIED(403, 7, -32003, CUSTOMER_ADMIN, false, "The workspace denied the action"),
    OBJECT_NOT_FOUND(404, 5, -32002, CALLER, false, "The workspace has no such object, or it is not visible"),
    STATEMENT_NOT_FOUND(404, 5, -32002, CALLER, false, "The statement is gone or never existed"),
    RESULT_EXPIRED(410, 5, -32002, CALLER, false, "The result has expired"),
    RESULT_NOT_READY(409, 9, -32011, CALLER, true, "The statement has no result yet"),
    RESULT_TOO_LARGE(413, 9, -32602, CALLER, false, "The result is too large for an inline answer"),
    SQL_ERROR(422, 3, -32602, CALLER, false, "The statement failed"),
    STATEMENT_CANCELED(409, 10, -32800, CALLER, true, "The statement was canceled"),
    REQUEST_REJECTED(400, 3, -32602, CALLER, false, "The workspace refused the request"),
    WORKSPACE_CONFLICT(409, 10, -32009, CALLER, false, "The object is in another state than the request needs"),

    // The workspace could not.
    WORKSPACE_RATE_LIMITED(429, 8, -32029, NOBODY, true, "The workspace limits requests"),
    WORKSPACE_CAPACITY(503, 14, -32014, NOBODY, true, "The workspace has no capacity"),
    WORKSPACE_STARTING(503, 14, -32014, NOBODY, true, "The workspace is starting"),
    WORKSPACE_MAINTENANCE(503, 14, -32014, NOBODY, true, "The workspace is under maintenance"),
    WORKSPACE_UNAVAILABLE(503, 14, -32014, NOBODY, true, "The workspace is temporarily unavailable"),
    WORKSPACE_ERROR(502, 14, -32014, NOBODY, true, "The workspace failed"),
    WORKSPACE_UNREACHABLE(502, 14, -32014, NOBODY, true, "The workspace cannot be reached"),
    WORKSPACE_TIMEOUT(504, 4, -32014, NOBODY, true, "The workspace did not answer in time"),
    OUTCOME_UNKNOWN(409, 10, -32015, CALLER, false, "Whether the request took effect is not known"),
    NOT_A_WORKSPACE(502, 9, -32010, CUSTOMER_ADMIN, false, "The host does not answer like a Databricks workspace"),
    RESULT_STREAM_BROKEN(502, 14, -32014, NOBODY, true, "The result stream broke"),
    RESULT_LINK_REFUSED(502, 9, -32010, OPERATOR, false, "The result lies at a host that is not approved"),

    // The gateway itself.
    RATE_LIMITED(429, 8, -32029, CALLER, true, "Too many requests"),
    OVERLOADED(503, 14, -32014, NOBODY, true, "The gateway is overloaded"),
    UNAVAILABLE(503, 14, -32014, OPERATOR, true, "A part of the gateway is away"),
    INTERNAL(500, 13, -32603, OPERATOR, false, "The gateway failed");

    private final int httpStatus;
    private final int grpcCode;
    private final int jsonRpcCode;
    private final Move move;
    private final boolean retryable;
    private final String title;
    private final String label;

    FaultCode(int httpStatus, int grpcCode, int jsonRpcCode, Move move, boolean retryable, String title) {
        this.httpStatus = httpStatus;
        this.grpcCode = grpcCode;
        this.jsonRpcCode = jsonRpcCode;
        this.move = move;
        this.retryable = retryable;
        this.title = title;
        this.label = name().toLowerCase(Locale.ROOT);
    }

    /** The code on the wire and in metrics, such as {@code warehouse_stopped}. */
    public String label() {
        return label;
    }

    public int httpStatus() {
        return httpStatus;
    }

    /** The canonical gRPC status code number (google.rpc.Code). */
    public int grpcCode() {
        return grpcCode;
    }

    /** The JSON-RPC 2.0 error code that the MCP face uses. */
    public int jsonRpcCode() {
        return jsonRpcCode;
    }

    public Move move() {
        return move;
    }

    /** Whether the unchanged request may succeed later. */
    public boolean retryable() {
        return retryable;
    }

    /** Whether the workspace, not the gateway, said no or failed: the rows from the refused credentials to the results. */
    public boolean ofWorkspace() {
        return compareTo(CREDENTIALS_REJECTED) >= 0 && compareTo(RESULT_LINK_REFUSED) <= 0;
    }

    /** What the fault means, in a few words that never vary. */
    public String title() {
        return title;
    }
}
