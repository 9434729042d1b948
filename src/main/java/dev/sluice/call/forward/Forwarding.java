package dev.sluice.call.forward;

import dev.sluice.caller.Caller;
import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;
import dev.sluice.fault.FaultException;
import dev.sluice.workspace.ForwardAnswer;
import dev.sluice.workspace.ForwardLimits;
import dev.sluice.workspace.ForwardRequest;
import dev.sluice.workspace.WorkspaceHost;
import io.smallrye.mutiny.Uni;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;

/** Turns a caller's request into one to a workspace, and the workspace's answer into one for the caller. */
@Singleton
public class Forwarding {
    private final Vertx vertx;
    private final ForwardPolicy policy;
    private final RequestHeaders headers;
    private final ForwardLimits limits;

    Forwarding(Vertx vertx, ForwardPolicy policy, ProxyConfig config) {
        this.vertx = vertx;
        this.policy = policy;
        this.headers = new RequestHeaders(config.requestHeaders());
        this.limits = new ForwardLimits(
                config.patience(),
                config.idleTimeout(),
                config.totalTimeout(),
                config.maxRequestBytes(),
                config.maxAnswerBytes());
    }

    /**
     * Who makes the request, if it may.
     *
     * @throws FaultException that says why not
     */
    public Caller allow(ForwardCall call) {
        return policy.allow(call.caller(), call.method(), WorkspacePath.parse(call.target()));
    }

    /** The request to the workspace, once enough of its body has come. */
    public Uni<ForwardRequest> request(ForwardCall call) {
        if (call.body().length() > limits.requestBytes()) {
            throw Fault.of(
                            FaultCode.PAYLOAD_TOO_LARGE,
                            "The body is larger than " + limits.requestBytes() + " bytes.",
                            "Send less; the operator sets sluice.proxy.max-request-bytes.")
                    .asException();
        }
        String path = WorkspacePath.parse(call.target()).target();
        var kept = headers.filter(call.headers());
        return ReadAhead.of(vertx, call.body(), limits.idle())
                .map(body -> new ForwardRequest(call.method(), path, kept, body, limits));
    }

    /** The answer as the caller gets it. */
    public ForwardedAnswer answer(ForwardCall call, WorkspaceHost host, ForwardAnswer answer) {
        MultiMap headers = ResponseHeaders.filter(answer.headers(), host, call.prefix());
        if (answer.status() == 204) {
            // There is none (RFC 9110 §8.6), and who believes it waits for a body.
            headers.remove("content-length");
        }
        return new ForwardedAnswer(answer, headers);
    }
}
