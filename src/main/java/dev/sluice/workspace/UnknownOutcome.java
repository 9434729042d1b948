package dev.sluice.workspace;

import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;

/** A request that may not be repeated blindly: it was sent, and what became of it was not told. */
final class UnknownOutcome {
    private UnknownOutcome() {}

    /** @param what happened, one sentence */
    static Fault after(String what) {
        return Fault.of(
                FaultCode.OUTCOME_UNKNOWN,
                what + " Whether the request took effect is not known.",
                "Check before you repeat it: read what it changes, or look for the statement or run that it started.");
    }

    /**
     * The same for an answer, where it leaves the outcome open. A gateway before the workspace says 502 and 504 for what
     * the workspace may go on with, and 500 may follow half of the work; a workspace that names a limit, its
     * maintenance or its start has turned the request away. A bare 503 names nothing.
     */
    static Fault unlessRefused(WorkspaceResponse response, ErrorBody error, Fault told) {
        boolean open = switch (told.code()) {
            case WORKSPACE_ERROR -> true;
            case WORKSPACE_TIMEOUT -> response.status() != 408;
            case WORKSPACE_UNAVAILABLE ->
                error.code() == null && !response.headers().contains("retry-after");
            // It said yes, in words that nobody can read.
            case NOT_A_WORKSPACE -> response.succeeded();
            default -> false;
        };
        return open && !response.request().repeatable() ? after(told.detail()) : told;
    }
}
