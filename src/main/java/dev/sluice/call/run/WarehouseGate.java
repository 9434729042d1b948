package dev.sluice.call.run;

import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;
import dev.sluice.statement.WarehouseClient;
import dev.sluice.workspace.Workspace;
import io.smallrye.mutiny.Uni;

/**
 * Looks at a warehouse before a statement goes to it: a statement would start a stopped one silently, at the customer's
 * cost. Where the warehouse cannot be looked at, the statement's own answer will tell.
 */
final class WarehouseGate {
    private WarehouseGate() {}

    /**
     * Completes when a statement may go to the warehouse.
     *
     * @param mayStart whether a stopped warehouse is to be started
     * @return fails with {@code WAREHOUSE_STOPPED} where it is stopped and may not be started
     */
    static Uni<Void> open(Workspace workspace, String warehouseId, boolean mayStart) {
        WarehouseClient warehouses = new WarehouseClient(workspace);
        return warehouses.state(warehouseId).flatMap(state -> switch (state) {
            case "STOPPED", "STOPPING" ->
                mayStart
                        ? warehouses.start(warehouseId)
                        : Uni.createFrom().failure(stopped().asException());
            default -> Uni.createFrom().voidItem();
        });
    }

    private static Fault stopped() {
        return Fault.of(
                FaultCode.WAREHOUSE_STOPPED,
                "The SQL warehouse is stopped.",
                "Call again with start_warehouse: true, or start it with databricksworkspace_sql_warehouse_start.");
    }
}
