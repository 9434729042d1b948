package dev.sluice.call.run;

import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;
import dev.sluice.fault.FaultException;
import dev.sluice.tool.Pages;
import dev.sluice.tool.Tool;
import dev.sluice.workspace.Workspace;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;

/** Runs tools, each in the way that its declaration asks for. */
public final class ToolRuns {
    private ToolRuns() {}

    /**
     * Runs one tool.
     *
     * @return the workspace's JSON object, tidied, with {@code truncated} and {@code next} where there is more; fails with
     *     a {@link FaultException}
     */
    public static Uni<ToolResult> run(Workspace workspace, ToolRun run) {
        return answer(workspace, run)
                .onFailure(FaultException.class)
                .transform(failure -> withFinder(run.tool(), ((FaultException) failure).fault())
                        .asException());
    }

    private static Uni<ToolResult> answer(Workspace workspace, ToolRun run) {
        return switch (run.tool().answer()) {
            case STATEMENT -> StatementRun.start(workspace, run);
            case CHUNK -> ChunkRun.start(workspace, run).map(ToolResult::of);
            case UPLOAD -> BlockUpload.start(workspace, run).map(ToolResult::of);
            case OBJECT -> object(workspace, run).map(ToolResult::of);
        };
    }

    /** What is absent is looked for in the list of what there is. */
    private static Fault withFinder(Tool tool, Fault fault) {
        return tool.finder() == null || fault.code() != FaultCode.OBJECT_NOT_FOUND
                ? fault
                : fault.withHint("Check the ids and names given; " + tool.finder() + " tells those that there are.");
    }

    private static Uni<Buffer> object(Workspace workspace, ToolRun run) {
        Pages pages = run.tool().pages();
        if (pages == null || pages.items() == null || pages.by() == Pages.By.SLICE) {
            return ObjectRun.start(workspace, run);
        }
        PageTurn turn = pages.by() == Pages.By.TOKEN ? new TokenTurn(run, pages) : new IndexTurn(run);
        return new PageWalk(workspace, run, pages, pages.items(), turn).collect();
    }
}
