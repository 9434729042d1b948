package dev.sluice.workspace;

import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tells faults apart that look alike, by evidence in this order: what the text says, then the {@code error_code}, then
 * the HTTP status, then the shape of the body.
 */
public final class FaultTeller {
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);
    private static final Pattern SQL_STATE = Pattern.compile("[0-9A-Z]{5}");

    private FaultTeller() {}

    /** The fault behind an answer that is not a success. */
    public static Fault tell(WorkspaceResponse response) {
        ErrorBody error = ErrorBody.of(response);
        Fault fault = byText(response, error);
        if (fault == null) {
            fault = byErrorCode(error.code());
        }
        if (fault == null) {
            fault = byStatus(response);
        }
        return fault.withUpstreamRequestId(response.requestId()).withRetryAfter(retryAfter(response, fault));
    }

    /** Whether the answer means that the bearer token is dead, so that a fresh one may help. */
    public static boolean meansDeadToken(WorkspaceResponse response) {
        if (response.status() == 401) {
            return true;
        }
        if (response.status() != 403) {
            return false;
        }
        String message = ErrorBody.of(response).message();
        return message.startsWith("Invalid access token") || message.equals("Invalid Token");
    }

    /**
     * The fault of a statement that failed inside an HTTP 200.
     *
     * @param errorCode the status's {@code error.error_code}, if it had one; mostly {@code BAD_REQUEST}, whatever the cause
     * @param sqlState the status's {@code sql_state}, if it had one
     * @param message the status's error message, which may echo SQL and is cleaned before it is shown
     */
    public static Fault tellStatement(@Nullable String errorCode, @Nullable String sqlState, String message) {
        String state = sqlState != null && SQL_STATE.matcher(sqlState).matches() ? sqlState : null;
        Fault fault = FaultPattern.statement(message);
        if (fault == null) {
            fault = state == null ? byStatementError(errorCode) : bySqlState(state);
        }
        if (fault == null) {
            fault = Fault.of(FaultCode.SQL_ERROR, SqlMessage.clean(message), SqlMessage.hint(state));
        }
        return fault.withSqlState(state);
    }

    private static @Nullable Fault bySqlState(String sqlState) {
        return switch (sqlState) {
            case "42501" ->
                Fault.of(
                        FaultCode.PRIVILEGE_MISSING,
                        "The service principal lacks a privilege on an object of the statement.",
                        "The workspace admin grants it on the catalogs, schemas and tables that the statement names.");
            case "42P01", "42704" -> absent();
            case "57KD0" ->
                Fault.of(
                        FaultCode.WORKSPACE_TIMEOUT,
                        "The statement ran longer than the workspace allows.",
                        "Make the statement do less, or have the workspace admin raise STATEMENT_TIMEOUT.");
            case "XX000" -> Fault.of(FaultCode.WORKSPACE_ERROR, "The workspace's SQL engine failed.", "Try again.");
            default -> null;
        };
    }

    // Beside BAD_REQUEST and its kin, which a statement gets for any fault of its own.
    private static @Nullable Fault byStatementError(@Nullable String errorCode) {
        return switch (errorCode == null ? "" : errorCode) {
            case "CANCELLED" -> Fault.of(FaultCode.STATEMENT_CANCELED, "The statement was canceled.", "Run it again.");
            case "INTERNAL_ERROR", "IO_ERROR", "UNKNOWN" ->
                Fault.of(FaultCode.WORKSPACE_ERROR, "The workspace's SQL engine failed.", "Try again.");
            case "UNAUTHENTICATED" -> unauthenticated();
            case "ABORTED",
                    "DEADLINE_EXCEEDED",
                    "RESOURCE_EXHAUSTED",
                    "SERVICE_UNDER_MAINTENANCE",
                    "TEMPORARILY_UNAVAILABLE",
                    "WORKSPACE_TEMPORARILY_UNAVAILABLE" -> byErrorCode(errorCode);
            default -> null;
        };
    }

    private static @Nullable Fault byText(WorkspaceResponse response, ErrorBody error) {
        if (response.status() >= 300 && response.status() < 400) {
            return redirected(response);
        }
        return FaultPattern.answer(error.message());
    }

    // Redirects are never followed: a workspace behind private link sends browsers to its log-in page.
    private static Fault redirected(WorkspaceResponse response) {
        String location = response.headers().get("location");
        if (location != null && location.contains("private-link-validation-error")) {
            return Fault.of(
                    FaultCode.PRIVATE_LINK_REQUIRED,
                    "The workspace accepts private-link connections only.",
                    "The workspace admin opens the workspace to this gateway's network.");
        }
        return Fault.of(
                FaultCode.NOT_A_WORKSPACE,
                "The host answered with a redirect, which is not followed.",
                "Check the workspace host of the connected account.");
    }

    private static @Nullable Fault byErrorCode(@Nullable String code) {
        if (code == null) {
            return null;
        }
        return switch (code.toUpperCase(Locale.ROOT)) {
            case "PERMISSION_DENIED" -> denied();
            case "RESOURCE_DOES_NOT_EXIST",
                    "NOT_FOUND",
                    "CATALOG_DOES_NOT_EXIST",
                    "SCHEMA_DOES_NOT_EXIST",
                    "TABLE_DOES_NOT_EXIST",
                    "SCIM_404" -> absent();
            case "RESOURCE_EXHAUSTED", "REQUEST_LIMIT_EXCEEDED" -> rateLimited();
            case "INVALID_STATE", "ABORTED", "RESOURCE_CONFLICT" ->
                Fault.of(
                        FaultCode.WORKSPACE_CONFLICT,
                        "The object is not in a state that allows this.",
                        "Read its state first, then decide.");
            case "ALREADY_EXISTS", "RESOURCE_ALREADY_EXISTS" ->
                Fault.of(FaultCode.WORKSPACE_CONFLICT, "The object already exists.", "Use it, or choose another name.");
            case "INVALID_PARAMETER_VALUE", "BAD_REQUEST", "MALFORMED_REQUEST" -> rejected();
            case "TEMPORARILY_UNAVAILABLE" -> unavailable();
            case "SERVICE_UNDER_MAINTENANCE" ->
                Fault.of(FaultCode.WORKSPACE_MAINTENANCE, "The workspace is under maintenance.", "Try again later.");
            case "WORKSPACE_TEMPORARILY_UNAVAILABLE" -> starting();
            case "DEADLINE_EXCEEDED" -> timedOut();
            default -> null;
        };
    }

    private static Fault byStatus(WorkspaceResponse response) {
        int status = response.status();
        if (status < 300) {
            return notAWorkspace();
        }
        return switch (status) {
            case 401 -> unauthenticated();
            case 403 -> denied();
            case 404 -> absent();
            case 409 ->
                Fault.of(
                        FaultCode.WORKSPACE_CONFLICT,
                        "The object has changed meanwhile.",
                        "Read it again, then decide.");
            case 429 -> rateLimited();
            case 503 -> unavailable();
            case 408, 504 -> timedOut();
            default -> status < 500 ? rejected() : broken(status);
        };
    }

    private static Fault unauthenticated() {
        return Fault.of(
                FaultCode.TOKEN_REJECTED,
                "The workspace did not accept the token.",
                "The workspace admin checks that the service principal still exists and is active.");
    }

    static Fault denied() {
        return Fault.of(
                FaultCode.PERMISSION_DENIED,
                "The workspace denied this to the service principal.",
                "The workspace admin grants it the permission on the object.");
    }

    private static Fault absent() {
        return Fault.of(
                FaultCode.OBJECT_NOT_FOUND,
                "The workspace has no such object, or the service principal cannot see it.",
                "Check the name or id; list the objects to find the right one.");
    }

    private static Fault rejected() {
        return Fault.of(
                FaultCode.REQUEST_REJECTED, "The workspace refused the parameters.", "Check the parameters' values.");
    }

    private static Fault rateLimited() {
        return Fault.of(FaultCode.WORKSPACE_RATE_LIMITED, "The workspace limits requests.", "Wait, then try again.");
    }

    private static Fault unavailable() {
        return Fault.of(
                FaultCode.WORKSPACE_UNAVAILABLE, "The workspace is temporarily unavailable.", "Try again later.");
    }

    static Fault starting() {
        return Fault.of(FaultCode.WORKSPACE_STARTING, "The workspace is not ready yet.", "Try again in a minute.");
    }

    private static Fault timedOut() {
        return Fault.of(FaultCode.WORKSPACE_TIMEOUT, "The workspace took too long.", "Try again, or ask for less.");
    }

    private static Fault broken(int status) {
        return Fault.of(FaultCode.WORKSPACE_ERROR, "The workspace failed with HTTP " + status + ".", "Try again.");
    }

    /** For a success whose body is not what a workspace sends. */
    public static Fault notAWorkspace() {
        return Fault.of(
                FaultCode.NOT_A_WORKSPACE,
                "The host does not answer like a Databricks workspace.",
                "Check the workspace host of the connected account.");
    }

    // Whole seconds only; a date or nonsense counts as absent, an hour is clamped.
    private static @Nullable Duration retryAfter(WorkspaceResponse response, Fault fault) {
        String header = response.headers().get("retry-after");
        if (header == null || !header.matches("\\d{1,9}") || !fault.code().retryable()) {
            return fault.retryAfter();
        }
        Duration asked = Duration.ofSeconds(Long.parseLong(header));
        return asked.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : asked;
    }
}
