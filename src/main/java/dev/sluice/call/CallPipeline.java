package dev.sluice.call;

import dev.sluice.account.AccountDirectory;
import dev.sluice.account.ConnectedAccount;
import dev.sluice.call.run.ToolRun;
import dev.sluice.caller.Authenticator;
import dev.sluice.caller.Caller;
import dev.sluice.caller.Scope;
import dev.sluice.fault.FaultException;
import dev.sluice.statement.LineSink;
import dev.sluice.statement.StatementStream;
import dev.sluice.statement.StatementStreams;
import dev.sluice.token.Workspaces;
import dev.sluice.tool.Tool;
import dev.sluice.tool.ToolCatalogue;
import dev.sluice.workspace.RequestGate;
import dev.sluice.workspace.Workspace;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/**
 * The one straight way of a call: caller, connected account, tool, permission, token, workspace, answer. Nothing
 * blocks; with warm caches nothing leaves the caller's event loop before the workspace is asked.
 */
@Singleton
public class CallPipeline {
    private final Authenticator callers;
    private final AccountDirectory accounts;
    private final ToolCatalogue tools;
    private final ToolPermission permission;
    private final Workspaces workspaces;
    private final StatementStreams streams;
    private final OnceOnly once;

    public CallPipeline(
            Authenticator callers,
            AccountDirectory accounts,
            ToolCatalogue tools,
            ToolPermission permission,
            Workspaces workspaces,
            StatementStreams streams,
            OnceOnly once) {
        this.callers = callers;
        this.accounts = accounts;
        this.tools = tools;
        this.permission = permission;
        this.workspaces = workspaces;
        this.streams = streams;
        this.once = once;
    }

    /**
     * Runs a tool.
     *
     * @return fails with a {@link FaultException}. Cancelling resets the request, and cancels the statement that it
     *     started; a call with effects runs to its end
     */
    public Uni<ToolAnswer> run(ToolCall call) {
        return callers.authenticate(call.authorization())
                .flatMap(caller -> accounts.resolve(caller.with(Scope.TOOLS_EXECUTE), call.account())
                        .flatMap(account -> run(call, caller, account)));
    }

    private Uni<ToolAnswer> run(ToolCall call, Caller caller, ConnectedAccount account) {
        Tool tool = tools.get(call.toolName());
        return permission.check(caller, tool, call.params()).flatMap(allowed -> {
            ToolRun run = ToolRun.of(tool, tool.validate(call.params()), account.startsWarehouses());
            Workspace workspace = workspaces.open(UsableAccount.principalOf(account), RequestGate.OPEN);
            return once.run(caller, account, workspace, run, call.executionId(), call.idempotencyKey());
        });
    }

    /**
     * Streams the rows of a statement into a sink, which hears of everything that happens after this Uni.
     *
     * @return the stream, for whoever has to cancel it; fails with a {@link FaultException} before it begins
     */
    public Uni<StatementStream> stream(StreamCall call, LineSink sink) {
        return callers.authenticate(call.authorization())
                .flatMap(caller -> accounts.resolve(caller.with(Scope.TOOLS_EXECUTE), call.account())
                        .flatMap(account ->
                                permission.check(caller, call.source()).map(allowed -> stream(call, account, sink))));
    }

    private StatementStream stream(StreamCall call, ConnectedAccount account, LineSink sink) {
        Workspace workspace = workspaces.open(UsableAccount.principalOf(account), RequestGate.OPEN);
        return switch (call.source()) {
            case StreamCall.Run run -> streams.run(workspace, run.statement(), call.options(), sink, () -> {});
            case StreamCall.Resume resume ->
                streams.resume(workspace, resume.statementId(), call.options(), sink, () -> {});
        };
    }
}
