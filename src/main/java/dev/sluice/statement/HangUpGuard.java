package dev.sluice.statement;

import dev.sluice.workspace.Workspace;
import dev.sluice.workspace.WorkspaceRequest;
import dev.sluice.workspace.WorkspaceResponse;
import io.smallrye.mutiny.Uni;
import org.jboss.logging.Logger;

/**
 * Sends an execute request that outlives its caller: only its answer tells the statement's id, and without the id
 * nobody could stop what the caller no longer waits for.
 */
public final class HangUpGuard {
    private static final Logger LOG = Logger.getLogger(HangUpGuard.class);

    private HangUpGuard() {}

    /** As {@link Workspace#send}, but cancelling cancels the statement, once it is known, and not the request. */
    public static Uni<WorkspaceResponse> send(Workspace workspace, WorkspaceRequest execute) {
        return Uni.createFrom().emitter(emitter -> {
            boolean[] left = {false};
            emitter.onTermination(() -> left[0] = true);
            workspace
                    .send(execute)
                    .subscribe()
                    .with(
                            response -> {
                                if (left[0]) {
                                    cancel(workspace, response);
                                } else {
                                    emitter.complete(response);
                                }
                            },
                            emitter::fail);
        });
    }

    private static void cancel(Workspace workspace, WorkspaceResponse response) {
        Uni.createFrom()
                .deferred(() -> cancelIfUnderway(workspace, response))
                .subscribe()
                .with(done -> {}, cause -> LOG.debugf("A statement was not canceled: %s", cause.getMessage()));
    }

    private static Uni<Void> cancelIfUnderway(Workspace workspace, WorkspaceResponse response) {
        return response.succeeded() && StatementAnswer.status(response) instanceof StatementStatus.Underway run
                ? new StatementClient(workspace).cancel(run.statementId())
                : Uni.createFrom().voidItem();
    }
}
