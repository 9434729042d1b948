package dev.sluice.statement;

import dev.sluice.workspace.FaultTeller;
import dev.sluice.workspace.Workspace;
import dev.sluice.workspace.WorkspaceRequest;
import dev.sluice.workspace.WorkspaceResponse;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

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
        return answer(WorkspaceRequest.post(STATEMENTS, body, SERVER_WAIT)).map(StatementAnswer::status);
    }

    Uni<StatementStatus> poll(String statementId) {
        return answer(WorkspaceRequest.get(path(statementId))).map(StatementAnswer::status);
    }

    Uni<ChunkPart> chunk(String statementId, int index) {
        return answer(WorkspaceRequest.get(path(statementId) + "/result/chunks/" + index))
                .map(body -> StatementAnswer.chunk(body, index));
    }

    /** Asks the workspace to stop the statement. Succeeds for a statement that has ended too. */
    Uni<Void> cancel(String statementId) {
        return answer(WorkspaceRequest.repeatablePost(path(statementId) + "/cancel", Buffer.buffer("{}")))
                .replaceWithVoid();
    }

    /** The state of a warehouse, such as {@code STARTING}. */
    Uni<String> warehouseState(String warehouseId) {
        return answer(WorkspaceRequest.get("/api/2.0/sql/warehouses/" + encode(warehouseId)))
                .map(body -> new JsonObject(body).getString("state", "UNKNOWN"));
    }

    private Uni<Buffer> answer(WorkspaceRequest request) {
        return workspace.send(request).map(StatementClient::bodyOrFault);
    }

    private static Buffer bodyOrFault(WorkspaceResponse response) {
        if (!response.succeeded() || !response.isJsonObject()) {
            throw FaultTeller.tell(response).asException();
        }
        return response.body();
    }

    private static String path(String statementId) {
        return STATEMENTS + "/" + encode(statementId);
    }

    private static String encode(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
