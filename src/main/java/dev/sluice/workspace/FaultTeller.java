package dev.sluice.workspace;

import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;
import dev.sluice.workspace.evidence.Evidence;
import dev.sluice.workspace.evidence.Judgement;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Tells what a workspace's answer means when it is not the one that was hoped for. */
public final class FaultTeller {
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

    private FaultTeller() {}

    /** The fault behind an answer that is not a success, or is none that a workspace gives. */
    public static Fault tell(WorkspaceResponse response) {
        ErrorBody error = ErrorBody.of(response);
        Fault told = Judgement.onAnswer(
                Evidence.ofAnswer(response.status(), error.code(), error.text()), response.principal());
        Fault fault = UnknownOutcome.unlessRefused(response, error, told);
        return fault.withUpstreamRequestId(response.requestId()).withRetryAfter(retryAfter(response, fault));
    }

    /** Whether the answer means that the bearer token is dead, so that a fresh one may help. */
    public static boolean meansDeadToken(WorkspaceResponse response) {
        if (response.status() != 403) {
            return response.status() == 401;
        }
        String text = ErrorBody.of(response).text();
        return text.startsWith("Invalid access token") || text.equals("Invalid Token");
    }

    /**
     * The fault of a statement that failed inside an HTTP 200.
     *
     * @param principal the service principal's application id, for whom the remedy is
     * @param errorCode the status's {@code error.error_code}, if it had one; mostly {@code BAD_REQUEST}, whatever the cause
     * @param sqlState the status's {@code sql_state}, if it had one
     * @param message the status's error message, which may echo SQL and is cleaned before it is shown
     */
    public static Fault tellStatement(
            @Nullable String principal, @Nullable String errorCode, @Nullable String sqlState, String message) {
        return Judgement.onStatement(Evidence.ofStatement(errorCode, sqlState, message), principal);
    }

    /** The fault of a success whose body is not what a workspace sends. */
    public static Fault unreadable(WorkspaceResponse response) {
        return UnknownOutcome.unlessRefused(response, ErrorBody.of(response), notAWorkspace())
                .withUpstreamRequestId(response.requestId());
    }

    /** As {@link #unreadable}, of an answer to a question that may be asked again. */
    public static Fault notAWorkspace() {
        return Judgement.onAnswer(Evidence.ofAnswer(200, null, ""), null);
    }

    /** The fault of a request that took too long, however far it came. */
    public static Fault late(WorkspaceRequest request) {
        String what = "The workspace took too long.";
        return request.repeatable()
                ? Fault.of(FaultCode.WORKSPACE_TIMEOUT, what, "Nothing was changed: try again.")
                : UnknownOutcome.after(what);
    }

    private static @Nullable Duration retryAfter(WorkspaceResponse response, Fault fault) {
        @Nullable Duration asked = response.retryAfter();
        if (asked == null || !fault.code().retryable()) {
            return fault.retryAfter();
        }
        return asked.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : asked;
    }
}
