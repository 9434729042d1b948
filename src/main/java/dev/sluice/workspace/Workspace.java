package dev.sluice.workspace;

import io.smallrye.mutiny.Uni;

/** One workspace, opened: requests go to its host with its own, fresh token. */
public interface Workspace {
    WorkspaceHost host();

    /**
     * Sends a request and gives whatever the workspace answered, errors included.
     *
     * @return fails with a {@link dev.sluice.fault.FaultException} when there is no answer; cancelling resets the request
     */
    Uni<WorkspaceResponse> send(WorkspaceRequest request);
}
