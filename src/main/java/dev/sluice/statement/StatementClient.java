package dev.sluice.statement;

import dev.sluice.workspace.Workspace;
import dev.sluice.workspace.WorkspaceRequest;
import dev.sluice.workspace.WorkspaceResponse;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.function.Supplier;

/** The Statement Execution API 2.0 of one workspace. */
final class StatementClient {
    // The workspace answers within this time even when the statement is not done; the shortest wait it allows but none.
    private static final Duration SERVER_WAIT = Duration.ofSeconds(5);
    private static final String STATEMENTS = "/api/2.0/sql/statements";

    private final Workspace workspace;

    StatementClient(Workspace workspace) {
        this.workspace = workspace;
    }

    Uni<StatementStatus> submit(StatementRequest request) {
        Buffer body = request.toExternalLinks(SERVER_WAIT.toSeconds() + "s").toBuffer();
        Uni<StatementStatus> execution =
                answer(WorkspaceRequest.post(STATEMENTS, body, SERVER_WAIT)).map(StatementAnswer::status);
        return WarehouseInquiry.explaining(execution, workspace, request.warehouseId());
    }

    Uni<StatementStatus> poll(String statementId) {
        return get(() -> path(statementId)).map(StatementAnswer::status);
    }

    Uni<ChunkPart> chunk(String statementId, int index) {
        return get(() -> path(statementId) + "/result/chunks/" + index)
                .map(response -> StatementAnswer.chunk(response.body(), index));
    }

    /** Asks the workspace to stop the statement. Succeeds for a statement that has ended too. */
    Uni<Void> cancel(String statementId) {
        return Uni.createFrom()
                .item(() -> WorkspaceRequest.repeatablePost(path(statementId) + "/cancel", Buffer.buffer("{}")))
                .flatMap(this::answer)
                .replaceWithVoid();
    }

    private Uni<WorkspaceResponse> get(Supplier<String> path) {
        return Uni.createFrom().item(path).flatMap(to -> answer(WorkspaceRequest.get(to)));
    }

    private Uni<WorkspaceResponse> answer(WorkspaceRequest request) {
        return workspace.send(request).map(Successes::only);
    }

    private static String path(String statementId) {
        return STATEMENTS + "/" + IdSegment.checked(statementId, "statement_id");
    }
}
