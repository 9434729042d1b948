package dev.sluice.guard.request;

import dev.sluice.workspace.WorkspaceRequest;
import org.jspecify.annotations.Nullable;

/** How far a call has come: what its next request may count on. Lives on its caller's event loop. */
public final class CallProgress {
    private boolean underWay;
    private @Nullable String failedPath;
    private @Nullable AttemptFailure failure;

    /** Whether no request of the call has been sent before; from now on one has. */
    boolean begin() {
        boolean first = !underWay;
        underWay = true;
        return first;
    }

    void failed(WorkspaceRequest request, AttemptFailure with) {
        failedPath = request.path();
        failure = with;
    }

    void succeeded() {
        failedPath = null;
        failure = null;
    }

    /** How the same request failed just before, for which this one is a repeat; null if it is none. */
    @Nullable
    AttemptFailure repeated(WorkspaceRequest request) {
        return request.path().equals(failedPath) ? failure : null;
    }
}
