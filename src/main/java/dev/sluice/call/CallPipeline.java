package dev.sluice.call;

import dev.sluice.account.AccountDirectory;
import dev.sluice.account.AccountSelector;
import dev.sluice.account.ConnectedAccount;
import dev.sluice.call.forward.ForwardCall;
import dev.sluice.call.forward.ForwardedAnswer;
import dev.sluice.call.forward.Forwarding;
import dev.sluice.call.run.ToolRun;
import dev.sluice.caller.Caller;
import dev.sluice.caller.Scope;
import dev.sluice.fault.FaultException;
import dev.sluice.statement.LineSink;
import dev.sluice.statement.StatementStream;
import dev.sluice.statement.StatementStreams;
import dev.sluice.statement.StreamEnd;
import dev.sluice.telemetry.GuardMeter.Kind;
import dev.sluice.token.ServicePrincipal;
import dev.sluice.token.Workspaces;
import dev.sluice.tool.Tool;
import dev.sluice.tool.ToolCatalogue;
import dev.sluice.workspace.Workspace;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * The one straight way of a call, whose caller its face has proven: connected account, tool, permission, admission,
 * token, workspace, answer. Nothing blocks; with warm caches nothing leaves the caller's event loop before the workspace
 * is asked. Each call is measured and recorded once it is over.
 */
@Singleton
public class CallPipeline {
    private final AccountDirectory accounts;
    private final ToolCatalogue tools;
    private final ToolPermission permission;
    private final Admissions admissions;
    private final Workspaces workspaces;
    private final StatementStreams streams;
    private final OnceOnly once;
    private final Observations observations;
    private final Forwarding forwarding;

    public CallPipeline(
            AccountDirectory accounts,
            ToolCatalogue tools,
            ToolPermission permission,
            Admissions admissions,
            Workspaces workspaces,
            StatementStreams streams,
            OnceOnly once,
            Observations observations,
            Forwarding forwarding) {
        this.accounts = accounts;
        this.tools = tools;
        this.permission = permission;
        this.admissions = admissions;
        this.workspaces = workspaces;
        this.streams = streams;
        this.once = once;
        this.observations = observations;
        this.forwarding = forwarding;
    }

    /**
     * Runs a tool.
     *
     * @param headers takes headers of the answer, whichever it is, before it comes
     * @return fails with a {@link FaultException}. Cancelling resets the request, and cancels the statement that it
     *     started; a call with effects runs to its end
     */
    public Uni<ToolAnswer> run(ToolCall call, BiConsumer<String, String> headers) {
        Observation seen = observations.of(call);
        return resolved(seen, call.account(), () -> call.caller().with(Scope.TOOLS_EXECUTE))
                .flatMap(account -> run(call, account, headers))
                .onTermination()
                .invoke((answer, failure, left) -> seen.ended(failure, left));
    }

    /** The same for a caller who takes no headers. */
    public Uni<ToolAnswer> run(ToolCall call) {
        return run(call, (name, value) -> {});
    }

    private Uni<ConnectedAccount> resolved(Observation seen, AccountSelector selector, Supplier<Caller> allowed) {
        return Uni.createFrom()
                .deferred(() -> accounts.resolve(allowed.get(), selector))
                .invoke(seen::through);
    }

    private Uni<ToolAnswer> run(ToolCall call, ConnectedAccount account, BiConsumer<String, String> headers) {
        Tool tool = tools.get(call.toolName());
        return permission.check(call.caller(), tool, call.params()).flatMap(allowed -> {
            ToolRun run = ToolRun.of(tool, tool.validate(call.params()), account.startsWarehouses())
                    .to(call.reception());
            ServicePrincipal principal = UsableAccount.principalOf(account);
            return admissions
                    .admit(account, principal, Kind.CALL, headers)
                    .flatMap(Admissions.during(admission ->
                            once.run(call, account, run, workspaces.open(principal, admission), admission)));
        });
    }

    /**
     * Streams the rows of a statement into a sink, which hears of everything that happens after this Uni.
     *
     * @param headers takes headers of the answer, whichever it is, before it comes
     * @return the stream, for whoever has to cancel it; fails with a {@link FaultException} before it begins
     */
    public Uni<StatementStream> stream(StreamCall call, LineSink sink, BiConsumer<String, String> headers) {
        Observation seen = observations.of(call);
        return resolved(seen, call.account(), () -> call.caller().with(Scope.TOOLS_EXECUTE))
                .flatMap(account -> permission
                        .check(call.caller(), call.source())
                        .flatMap(allowed -> stream(call, account, sink, headers, seen)))
                // One that has begun ends later.
                .onFailure()
                .invoke(failure -> seen.ended(failure, false))
                .onCancellation()
                .invoke(() -> seen.ended(null, true));
    }

    private Uni<StatementStream> stream(
            StreamCall call,
            ConnectedAccount account,
            LineSink sink,
            BiConsumer<String, String> headers,
            Observation seen) {
        ServicePrincipal principal = UsableAccount.principalOf(account);
        return admissions.admit(account, principal, Kind.STREAM, headers).map(admission -> {
            try {
                return stream(call, workspaces.open(principal, admission), sink, cause -> {
                    admission.release();
                    seen.ended(cause);
                });
            } catch (RuntimeException neverBegun) {
                admission.release();
                throw neverBegun;
            }
        });
    }

    // The stream gives the admission back: it is longer than this call.
    private StatementStream stream(StreamCall call, Workspace workspace, LineSink sink, StreamEnd end) {
        return switch (call.source()) {
            case StreamCall.Run run -> streams.run(workspace, run.statement(), call.options(), sink, end);
            case StreamCall.Resume resume -> streams.resume(workspace, resume.statementId(), call.options(), sink, end);
        };
    }

    /**
     * Passes a caller's own request on to the workspace.
     *
     * @param headers takes headers of the answer, whichever it is, before it comes
     * @return the workspace's answer, to be read or cancelled; fails with a {@link FaultException}. Cancelling resets the
     *     request
     */
    public Uni<ForwardedAnswer> forward(ForwardCall call, BiConsumer<String, String> headers) {
        Observation seen = observations.of(call);
        return resolved(seen, call.account(), () -> forwarding.allow(call))
                .flatMap(account -> forward(call, account, headers))
                .onItem()
                // It ends when it has been read.
                .invoke(answer -> answer.whenOver(seen::ended))
                .onFailure()
                .invoke(failure -> seen.ended(failure, false))
                .onCancellation()
                .invoke(() -> seen.ended(null, true));
    }

    private Uni<ForwardedAnswer> forward(
            ForwardCall call, ConnectedAccount account, BiConsumer<String, String> headers) {
        ServicePrincipal principal = UsableAccount.principalOf(account);
        return forwarding
                .request(call)
                .flatMap(request -> admissions
                        .admit(account, principal, Kind.CALL, headers)
                        .flatMap(Admissions.untilOver(admission ->
                                workspaces.open(principal, admission).forward(request)))
                        .map(answer -> forwarding.answer(call, principal.host(), answer)));
    }
}
