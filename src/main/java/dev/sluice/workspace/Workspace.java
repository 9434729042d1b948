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

    /**
     * Passes a request on and gives the head of the answer, errors included, whose body is to be read or cancelled.
     *
     * @return fails with a {@link dev.sluice.fault.FaultException} when there is no answer, or only one that refuses the
     *     token; cancelling resets the request
     */
    Uni<ForwardAnswer> forward(ForwardRequest request);
}
