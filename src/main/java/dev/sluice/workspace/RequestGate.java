package dev.sluice.workspace;

import io.smallrye.mutiny.Uni;
import java.util.function.Function;

/** What every API request of a call passes on its way to a workspace; whether, when and how often it is sent is told here. */
@FunctionalInterface
public interface RequestGate {
    /** Sends every request, once and at once. */
    RequestGate OPEN = (request, send) -> send.apply(request);

    /**
     * Lets a request pass.
     *
     * @param send sends a request once, each time that its Uni is subscribed to; cancelling resets the request
     * @return the answer, errors included, on the caller's context; fails with a {@link dev.sluice.fault.FaultException}
     *     when there is none
     */
    Uni<WorkspaceResponse> pass(WorkspaceRequest request, Function<WorkspaceRequest, Uni<WorkspaceResponse>> send);
}
