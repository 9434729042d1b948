package dev.sluice.statement;

import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;
import dev.sluice.fault.FaultException;
import dev.sluice.workspace.FaultTeller;
import dev.sluice.workspace.Workspace;
import dev.sluice.workspace.WorkspaceRequest;
import dev.sluice.workspace.WorkspaceResponse;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** The Statement Execution API 2.0 of one workspace. */
final class StatementClient {
    // The workspace answers within this time even when the statement is not done; the shortest wait it allows but none.
    private static final Duration SERVER_WAIT = Duration.ofSeconds(5);
    private static final String STATEMENTS = "/api/2.0/sql/statements";
    private static final String WAREHOUSES = "/api/2.0/sql/warehouses";
    private static final Pattern ID = Pattern.compile("[0-9A-Za-z_-]{1,128}");

    private final Workspace workspace;

    StatementClient(Workspace workspace) {
        this.workspace = workspace;
    }

    Uni<StatementStatus> submit(StatementRequest request) {
        Buffer body = request.toExternalLinks(SERVER_WAIT.toSeconds() + "s").toBuffer();
        return answer(WorkspaceRequest.post(STATEMENTS, body, SERVER_WAIT))
                .map(StatementAnswer::status)
                .onFailure(FaultException.class)
                .recoverWithUni(refused -> WarehouseInquiry.explain(
                                ((FaultException) refused).fault(), workspace, request.warehouseId())
                        .map(fault -> {
                            throw fault.asException();
                        }));
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

    /** The state of a warehouse, such as {@code STARTING}. */
    Uni<String> warehouseState(String warehouseId) {
        return warehouse(warehouseId).map(answer -> json(answer).getString("state", "UNKNOWN"));
    }

    /** A warehouse as the workspace describes it. */
    Uni<WorkspaceResponse> warehouse(String id) {
        return get(() -> WAREHOUSES + "/" + segment(id, "warehouse_id"));
    }

    /** The warehouses that the service principal sees: the first page, if there are many. */
    Uni<WorkspaceResponse> warehouses() {
        return get(() -> WAREHOUSES);
    }

    /** The body, or {@code NOT_A_WORKSPACE}. */
    static JsonObject json(WorkspaceResponse response) {
        try {
            return new JsonObject(response.body());
        } catch (DecodeException notJson) {
            throw FaultTeller.notAWorkspace().asException();
        }
    }

    private Uni<WorkspaceResponse> get(Supplier<String> path) {
        return Uni.createFrom().item(path).flatMap(to -> answer(WorkspaceRequest.get(to)));
    }

    private Uni<WorkspaceResponse> answer(WorkspaceRequest request) {
        return workspace.send(request).map(StatementClient::succeeded);
    }

    private static WorkspaceResponse succeeded(WorkspaceResponse response) {
        if (!response.succeeded() || !response.isJsonObject()) {
            throw FaultTeller.tell(response).asException();
        }
        return response;
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
