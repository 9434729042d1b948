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
    private final AtomicBoolean givenBack = new AtomicBoolean();
    private volatile boolean kept;
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

    /** The call is over, or its caller has gone. */
    public void release() {
        if (!kept) {
            end();
        }
    }

    /** Keeps it for work that goes on without its caller: from now on only what this returns gives it back. */
    public Runnable keep() {
        kept = true;
        return this::end;
    }

    private void end() {
        if (givenBack.compareAndSet(false, true)) {
            giveBack.run();
        }
    }
}
