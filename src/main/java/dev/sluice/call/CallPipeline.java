package dev.sluice.call;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.account.AccountDirectory;
import dev.sluice.account.AccountSelector;
import dev.sluice.caller.Authenticator;
import dev.sluice.caller.Scope;
import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultException;
import dev.sluice.statement.HangUpGuard;
import dev.sluice.statement.LineSink;
import dev.sluice.statement.StatementOutcome;
import dev.sluice.statement.StatementStream;
import dev.sluice.statement.StatementStreams;
import dev.sluice.token.Workspaces;
import dev.sluice.tool.Tool;
import dev.sluice.tool.ToolCatalogue;
import dev.sluice.workspace.FaultTeller;
import dev.sluice.workspace.Workspace;
import dev.sluice.workspace.WorkspaceRequest;
import dev.sluice.workspace.WorkspaceResponse;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/**
 * The one straight way of a call: caller, connected account, tool, token, workspace, answer. Nothing blocks; with warm
 * caches nothing leaves the caller's event loop before the workspace is asked.
 */
@Singleton
public class CallPipeline {
    private final Authenticator callers;
    private final AccountDirectory accounts;
    private final ToolCatalogue tools;
    private final Workspaces workspaces;
    private final StatementStreams streams;

    public CallPipeline(
            Authenticator callers,
            AccountDirectory accounts,
            ToolCatalogue tools,
            Workspaces workspaces,
            StatementStreams streams) {
        this.callers = callers;
        this.accounts = accounts;
        this.tools = tools;
        this.workspaces = workspaces;
        this.streams = streams;
    }

    /**
     * Runs a tool.
     *
     * @return the workspace's own JSON; fails with a {@link FaultException}. Cancelling resets the request, and cancels
     *     the statement that it started
     */
    public Uni<Buffer> run(ToolCall call) {
        return workspaceFor(call.authorization(), call.account()).flatMap(workspace -> {
            Tool tool = tools.get(call.toolName());
            ObjectNode params = tool.validate(call.params());
            WorkspaceRequest request = ToolRequests.of(tool, params);
            return send(workspace, tool, request).map(response -> answer(tool, response));
        });
    }

    /**
     * Streams the rows of a statement into a sink, which hears of everything that happens after this Uni.
     *
     * @return the stream, for whoever has to cancel it; fails with a {@link FaultException} before it begins
     */
    public Uni<StatementStream> stream(StreamCall call, LineSink sink) {
        return workspaceFor(call.authorization(), call.account()).map(workspace -> switch (call.source()) {
            case StreamCall.Run run -> streams.run(workspace, run.statement(), call.options(), sink);
            case StreamCall.Resume resume -> streams.resume(workspace, resume.statementId(), call.options(), sink);
        });
    }

    private Uni<Workspace> workspaceFor(@Nullable String authorization, AccountSelector account) {
        return callers.authenticate(authorization)
                .flatMap(caller -> accounts.resolve(caller.with(Scope.TOOLS_EXECUTE), account))
                .map(found -> workspaces.open(UsableAccount.principalOf(found)));
    }

    private static Uni<WorkspaceResponse> send(Workspace workspace, Tool tool, WorkspaceRequest request) {
        return tool.answer() == Tool.Answer.STATEMENT && !request.repeatable()
                ? HangUpGuard.send(workspace, request)
                : workspace.send(request);
    }

    private static Buffer answer(Tool tool, WorkspaceResponse response) {
        if (!response.succeeded() || !response.isJsonObject()) {
            throw FaultTeller.tell(response).asException();
        }
        if (tool.answer() == Tool.Answer.STATEMENT) {
            Fault failed = StatementOutcome.faultOf(response.body());
            if (failed != null) {
                throw failed.withUpstreamRequestId(response.requestId()).asException();
            }
        }
        return response.body();
    }
}
