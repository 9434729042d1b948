package dev.sluice.token;

import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;
import dev.sluice.fault.FaultException;
import dev.sluice.loop.CallerLoop;
import dev.sluice.workspace.FaultTeller;
import dev.sluice.workspace.ForwardAnswer;
import dev.sluice.workspace.ForwardBody;
import dev.sluice.workspace.ForwardRequest;
import dev.sluice.workspace.RequestGate;
import dev.sluice.workspace.Workspace;
import dev.sluice.workspace.WorkspaceAccess;
import dev.sluice.workspace.WorkspaceClient;
import dev.sluice.workspace.WorkspaceHost;
import dev.sluice.workspace.WorkspaceRequest;
import dev.sluice.workspace.WorkspaceResponse;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

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

    @Override
    public Uni<ForwardAnswer> forward(ForwardRequest request) {
        AccessToken ready = slot.ready();
        return ready != null
                ? forward(request, ready)
                : onOwnLoop(slot.minted()).flatMap(token -> forward(request, token));
    }

    private Uni<ForwardAnswer> forward(ForwardRequest request, AccessToken token) {
        return forwardWith(request, token).flatMap(answer -> {
            if (!FaultTeller.meansDeadToken(answer.head())) {
                return Uni.createFrom().item(checked(answer));
            }
            answer.cancel();
            Uni<AccessToken> other = slot.replacement(token);
            if (other == null) {
                throw FaultTeller.tell(answer.head()).asException();
            }
            return onOwnLoop(other).flatMap(replacement -> {
                if (request.body() instanceof ForwardBody.Flowing) {
                    throw replaced();
                }
                return forward(request, replacement);
            });
        });
    }

    // Behind the gate, since an answer that is not passed on tells nothing of the workspace's health.
    private static ForwardAnswer checked(ForwardAnswer answer) {
        try {
            answer.check();
            return answer;
        } catch (FaultException unfit) {
            answer.cancel();
            throw unfit;
        }
    }

    // What the gate does not give to its caller is given up.
    private Uni<ForwardAnswer> forwardWith(ForwardRequest request, AccessToken token) {
        WorkspaceAccess access = new WorkspaceAccess(principal.host(), principal.clientId(), token.authorization());
        AtomicReference<@Nullable ForwardAnswer> answer = new AtomicReference<>();
        Runnable giveUp = () -> {
            ForwardAnswer unwanted = answer.get();
            if (unwanted != null) {
                unwanted.cancel();
            }
        };
        return gate.pass(
                        request.head(),
                        passed -> client.forward(access, request, passed)
                                .invoke(answer::set)
                                .map(ForwardAnswer::head))
                .map(head -> Objects.requireNonNull(answer.get()))
                .onFailure()
                .invoke(giveUp)
                .onCancellation()
                .invoke(giveUp);
    }

    private static FaultException replaced() {
        return Fault.of(
                        FaultCode.WORKSPACE_UNAVAILABLE,
                        "The workspace refused a token before its time; there is a new one now.",
                        "Nothing was changed: send the request again.")
                .withRetryAfter(Duration.ofSeconds(1))
                .asException();
    }

    // The mint may end on another caller's event loop; this caller goes on on its own.
    private static Uni<AccessToken> onOwnLoop(Uni<AccessToken> token) {
        return CallerLoop.bring(token);
    }
}
