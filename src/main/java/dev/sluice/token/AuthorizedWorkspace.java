package dev.sluice.token;

import dev.sluice.loop.CallerLoop;
import dev.sluice.workspace.FaultTeller;
import dev.sluice.workspace.RequestGate;
import dev.sluice.workspace.Workspace;
import dev.sluice.workspace.WorkspaceAccess;
import dev.sluice.workspace.WorkspaceClient;
import dev.sluice.workspace.WorkspaceHost;
import dev.sluice.workspace.WorkspaceRequest;
import dev.sluice.workspace.WorkspaceResponse;
import io.smallrye.mutiny.Uni;

/** A workspace whose requests carry its principal's token; a token that died before its time is replaced. */
final class AuthorizedWorkspace implements Workspace {
    private final ServicePrincipal principal;
    private final TokenSlot slot;
    private final WorkspaceClient client;
    private final RequestGate gate;

    AuthorizedWorkspace(ServicePrincipal principal, TokenSlot slot, WorkspaceClient client, RequestGate gate) {
        this.principal = principal;
        this.slot = slot;
        this.client = client;
        this.gate = gate;
    }

    @Override
    public WorkspaceHost host() {
        return principal.host();
    }

    @Override
    public Uni<WorkspaceResponse> send(WorkspaceRequest request) {
        AccessToken ready = slot.ready();
        return ready != null ? send(request, ready) : onOwnLoop(slot.minted()).flatMap(token -> send(request, token));
    }

    // A dead token is refused at the door, before anything happens: the repeat is safe whatever the request does.
    private Uni<WorkspaceResponse> send(WorkspaceRequest request, AccessToken token) {
        return sendWith(request, token).flatMap(response -> {
            if (!FaultTeller.meansDeadToken(response)) {
                return Uni.createFrom().item(response);
            }
            Uni<AccessToken> other = slot.replacement(token);
            return other == null
                    ? Uni.createFrom().item(response)
                    : onOwnLoop(other).flatMap(replacement -> send(request, replacement));
        });
    }

    private Uni<WorkspaceResponse> sendWith(WorkspaceRequest request, AccessToken token) {
        WorkspaceAccess access = new WorkspaceAccess(principal.host(), principal.clientId(), token.authorization());
        return gate.pass(request, passed -> client.send(access, passed));
    }

    // The mint may end on another caller's event loop; this caller goes on on its own.
    private static Uni<AccessToken> onOwnLoop(Uni<AccessToken> token) {
        return CallerLoop.bring(token);
    }
}
