package dev.sluice.guard.request;

import dev.sluice.fault.FaultCode;
import dev.sluice.fault.FaultException;
import dev.sluice.workspace.FaultTeller;
import dev.sluice.workspace.WorkspaceRequest;
import dev.sluice.workspace.WorkspaceResponse;
import java.io.Serial;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A try that did not go well, in the only form in which the breaker and the retries understand it; outside them it is
 * the answer or the fault again that it was. Has no stack trace.
 */
final class AttemptFailure extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    private static final int TOO_MANY = 429;

    private final transient @Nullable WorkspaceResponse response;
    private final transient @Nullable Retries retries;
    private final boolean unwell;
    private final boolean detached;

    private AttemptFailure(
            @Nullable Throwable cause,
            @Nullable WorkspaceResponse response,
            @Nullable Retries retries,
            boolean unwell,
            boolean detached) {
        super(null, cause, false, false);
        this.response = response;
        this.retries = retries;
        this.unwell = unwell;
        this.detached = detached;
    }

    /** An answer as a failure; null for one that neither the breaker nor the retries care about. */
    static @Nullable AttemptFailure of(WorkspaceResponse response, Retries retries) {
        if (response.status() == TOO_MANY) {
            return new AttemptFailure(null, response, retries, false, false);
        }
        return response.status() < 500
                ? null
                : new AttemptFailure(
                        null,
                        response,
                        retries,
                        meansUnwell(FaultTeller.tell(response).code()),
                        false);
    }

    /** No answer. */
    static AttemptFailure of(Throwable cause, Retries retries) {
        boolean unwell =
                cause instanceof FaultException told && meansUnwell(told.fault().code());
        return new AttemptFailure(cause, null, retries, unwell, false);
    }

    /** A try at an unwell workspace whose answer the breaker does not wait for: its caller left, or it takes too long. */
    static AttemptFailure unproved() {
        return new AttemptFailure(null, null, null, true, true);
    }

    // Limits, start and maintenance are told by a workspace that is well; SQL errors are the customer's.
    private static boolean meansUnwell(FaultCode code) {
        return switch (code) {
            case WORKSPACE_ERROR,
                    WORKSPACE_UNAVAILABLE,
                    WORKSPACE_UNREACHABLE,
                    WORKSPACE_TIMEOUT,
                    NOT_A_WORKSPACE,
                    OUTCOME_UNKNOWN -> true;
            default -> false;
        };
    }

    @Nullable
    WorkspaceResponse response() {
        return response;
    }

    /** Whether the workspace failed, not the request. */
    boolean isUnwell() {
        return unwell;
    }

    /** Whether it is the breaker's alone, and no answer of the request. */
    boolean isDetached() {
        return detached;
    }

    @Nullable
    Retries retries() {
        return retries;
    }

    /** Whether the request is tried again. Asked once. */
    boolean mayRepeat() {
        return retries != null && retries.allow(this);
    }

    /** Whether sending the request again does no harm and may help (Databricks SDKs retry the same). */
    boolean isSafeToRepeat(WorkspaceRequest sent) {
        if (sent.once()) {
            return false;
        }
        if (response != null) {
            return switch (response.status()) {
                case TOO_MANY -> true;
                case 502, 503, 504 -> sent.repeatable();
                default -> false;
            };
        }
        // Had anything of a request that may not be repeated been sent, its outcome would be unknown.
        return getCause() instanceof FaultException told && told.fault().code() == FaultCode.WORKSPACE_UNREACHABLE;
    }

    /** How long the workspace asks to wait; null if it does not. */
    @Nullable
    Duration asked() {
        if (response == null) {
            return null;
        }
        return response.status() == TOO_MANY || (response.status() == 503 && response.retryAfter() != null)
                ? RetryAfter.of(response)
                : null;
    }
}
