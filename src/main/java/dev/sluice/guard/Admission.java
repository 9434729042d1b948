package dev.sluice.guard;

import dev.sluice.guard.request.CallProgress;
import dev.sluice.guard.request.RequestGuard;
import dev.sluice.workspace.RequestGate;
import dev.sluice.workspace.WorkspaceRequest;
import dev.sluice.workspace.WorkspaceResponse;
import io.smallrye.mutiny.Uni;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/**
 * One call's leave to use a workspace, until it is released. Its requests pass the guard's breaker and retries, also
 * those that it sends after its release, such as the cancel of a statement.
 */
public final class Admission implements RequestGate {
    private final RequestGuard requests;
    private final Runnable giveBack;
    private final AtomicBoolean released = new AtomicBoolean();
    private final CallProgress progress = new CallProgress();

    Admission(RequestGuard requests, Runnable giveBack) {
        this.requests = requests;
        this.giveBack = giveBack;
    }

    @Override
    public Uni<WorkspaceResponse> pass(
            WorkspaceRequest request, Function<WorkspaceRequest, Uni<WorkspaceResponse>> send) {
        return requests.pass(request, send, progress);
    }

    /** The call is over. */
    public void release() {
        if (released.compareAndSet(false, true)) {
            giveBack.run();
        }
    }
}
