package dev.sluice.statement;

import dev.sluice.fault.FaultException;
import dev.sluice.workspace.FaultTeller;
import dev.sluice.workspace.Workspace;
import dev.sluice.workspace.WorkspaceRequest;
import dev.sluice.workspace.WorkspaceResponse;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;

/** SQL warehouses of one workspace (Databricks REST: SQL warehouses 2.0). Fails with a {@link FaultException}. */
public final class WarehouseClient {
    /** The state of a warehouse that the workspace does not show. */
    public static final String UNKNOWN = "UNKNOWN";

    private static final String WAREHOUSES = "/api/2.0/sql/warehouses";

    private final Workspace workspace;

    public WarehouseClient(Workspace workspace) {
        this.workspace = workspace;
    }

    /** The state of a warehouse, such as {@code STARTING}; {@link #UNKNOWN} if the workspace does not show it. */
    public Uni<String> state(String warehouseId) {
        return send(warehouseId)
                .map(response -> response.succeeded() && response.isJsonObject()
                        ? Successes.json(response).getString("state", UNKNOWN)
                        : UNKNOWN);
    }

    /** Begins to start a warehouse; nothing happens to one that runs. */
    public Uni<Void> start(String warehouseId) {
        return Uni.createFrom()
                .item(() -> WorkspaceRequest.repeatablePost(path(warehouseId) + "/start", Buffer.buffer("{}")))
                .flatMap(workspace::send)
                .invoke(response -> {
                    if (!response.succeeded()) {
                        throw FaultTeller.tell(response).asException();
                    }
                })
                .replaceWithVoid();
    }

    /** A warehouse as the workspace describes it. */
    Uni<WorkspaceResponse> describe(String warehouseId) {
        return send(warehouseId).map(Successes::only);
    }

    /** The warehouses that the service principal sees: the first page, if there are many. */
    Uni<WorkspaceResponse> list() {
        return workspace.send(WorkspaceRequest.get(WAREHOUSES)).map(Successes::only);
    }

    private Uni<WorkspaceResponse> send(String warehouseId) {
        return Uni.createFrom()
                .item(() -> WorkspaceRequest.get(path(warehouseId)))
                .flatMap(workspace::send);
    }

    private static String path(String warehouseId) {
        return WAREHOUSES + "/" + IdSegment.checked(warehouseId, "warehouse_id");
    }
}
