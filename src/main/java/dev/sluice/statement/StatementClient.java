package dev.sluice.statement;

import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;
import dev.sluice.workspace.FaultTeller;
import dev.sluice.workspace.Workspace;
import dev.sluice.workspace.WorkspaceRequest;
import dev.sluice.workspace.WorkspaceResponse;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** The Statement Execution API 2.0 of one workspace. */
final class StatementClient {
    // The workspace answers within this time even when the statement is not done; the shortest wait it allows but none.
    private static final Duration SERVER_WAIT = Duration.ofSeconds(5);
    private static final String STATEMENTS = "/api/2.0/sql/statements";
    private static final Pattern ID = Pattern.compile("[0-9A-Za-z_-]{1,128}");

    private final Workspace workspace;

    StatementClient(Workspace workspace) {
        this.workspace = workspace;
    }

    Uni<StatementStatus> submit(StatementRequest request) {
        Buffer body = request.toExternalLinks(SERVER_WAIT.toSeconds() + "s").toBuffer();
        return answer(WorkspaceRequest.post(STATEMENTS, body, SERVER_WAIT)).map(StatementAnswer::status);
    }

    Uni<StatementStatus> poll(String statementId) {
        return get(() -> path(statementId)).map(StatementAnswer::status);
    }

    Uni<ChunkPart> chunk(String statementId, int index) {
        return get(() -> path(statementId) + "/result/chunks/" + index).map(body -> StatementAnswer.chunk(body, index));
    }

    /** Asks the workspace to stop the statement. Succeeds for a statement that has ended too. */
    Uni<Void> cancel(String statementId) {
        return Uni.createFrom()
                .item(() -> WorkspaceRequest.repeatablePost(path(statementId) + "/cancel", Buffer.buffer("{}")))
                .flatMap(this::answer)
                .replaceWithVoid();
    }

    /** The state of a warehouse, such as {@code STARTING}. */
    Uni<String> warehouseState(String warehouseId) {
        return get(() -> "/api/2.0/sql/warehouses/" + segment(warehouseId, "warehouse_id"))
                .map(body -> new JsonObject(body).getString("state", "UNKNOWN"));
    }

    private Uni<Buffer> get(Supplier<String> path) {
        return Uni.createFrom().item(path).flatMap(to -> answer(WorkspaceRequest.get(to)));
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
        return STATEMENTS + "/" + segment(statementId, "statement_id");
    }

    // Ids are letters, digits and hyphens; anything else might climb to another path, encoded or not.
    private static String segment(String id, String name) {
        if (!ID.matcher(id).matches()) {
            throw Fault.of(
                            FaultCode.INVALID_REQUEST,
                            name + " is not an id.",
                            "Give the " + name + " as the workspace told it.")
                    .at("/" + name)
                    .asException();
        }
        return id;
    }
}
