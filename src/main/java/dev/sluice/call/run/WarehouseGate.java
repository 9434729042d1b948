package dev.sluice.call.run;

import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;
import dev.sluice.loop.CallerLoop;
import dev.sluice.statement.WarehouseClient;
import dev.sluice.workspace.Workspace;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Looks at a warehouse before a statement goes to it: a statement would start a stopped one silently, at the customer's
 * cost. Where the warehouse cannot be looked at, the statement's own answer will tell.
 */
final class WarehouseGate {
    // Slower looks would keep a caller longer than it was promised.
    private static final Duration LONGEST_LOOK = Duration.ofSeconds(5);

    private final WarehouseClient warehouses;
    private final boolean mayStart;
    private final Consumer<String> progress;

    /**
     * @param mayStart whether a stopped warehouse is to be started
     * @param progress hears what the statement waits for
     */
    WarehouseGate(Workspace workspace, boolean mayStart, Consumer<String> progress) {
        this.warehouses = new WarehouseClient(workspace);
        this.mayStart = mayStart;
        this.progress = progress;
    }

    /**
     * Completes when a statement may go to the warehouse.
     *
     * @return fails with {@code WAREHOUSE_STOPPED} where it is stopped and may not be started
     */
    Uni<Void> open(String warehouseId) {
        return CallerLoop.bring(warehouses
                .state(warehouseId)
                .ifNoItem()
                .after(LONGEST_LOOK)
                .recoverWithItem(WarehouseClient.UNKNOWN)
                .flatMap(state -> switch (state) {
                    case "STOPPED", "STOPPING" -> start(warehouseId);
                    case "STARTING" -> goOn("The SQL warehouse is starting");
                    default -> goOn("The statement runs");
                }));
    }

    private Uni<Void> goOn(String stage) {
        progress.accept(stage);
        return Uni.createFrom().voidItem();
    }

    // The statement starts it as well, where this takes too long.
    private Uni<Void> start(String warehouseId) {
        if (!mayStart) {
            return Uni.createFrom().failure(stopped().asException());
        }
        progress.accept("The SQL warehouse was stopped and is starting");
        return warehouses
                .start(warehouseId)
                .ifNoItem()
                .after(LONGEST_LOOK)
                .recoverWithUni(Uni.createFrom().voidItem());
    }

    private static Fault stopped() {
        return Fault.of(
                FaultCode.WAREHOUSE_STOPPED,
                "The SQL warehouse is stopped.",
                "Call again with start_warehouse: true, or start it with databricksworkspace_sql_warehouse_start.");
    }
}
