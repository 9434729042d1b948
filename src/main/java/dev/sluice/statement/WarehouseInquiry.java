package dev.sluice.statement;

import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;
import dev.sluice.fault.FaultException;
import dev.sluice.workspace.Workspace;
import dev.sluice.workspace.WorkspaceResponse;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.stream.Collectors;

/**
 * Asks the workspace what its one answer for two things means: a statement is refused alike on a warehouse that does not
 * exist and on one that the service principal may not use (Databricks Statement Execution: 403 for both).
 */
public final class WarehouseInquiry {
    private static final int MOST_NAMED = 5;

    private final WarehouseClient warehouses;
    private final Fault told;
    private final String warehouseId;

    private WarehouseInquiry(WarehouseClient warehouses, Fault told, String warehouseId) {
        this.warehouses = warehouses;
        this.told = told;
        this.warehouseId = warehouseId;
    }

    /** The execution of a statement, its refusal told as {@link #explain} finds it. */
    public static <T> Uni<T> explaining(Uni<T> execution, Workspace workspace, String warehouseId) {
        return execution
                .onFailure(FaultException.class)
                .recoverWithUni(refused -> explain(((FaultException) refused).fault(), workspace, warehouseId)
                        .flatMap(fault -> Uni.createFrom().failure(fault.asException())));
    }

    /**
     * What a fault is on a closer look, at the price of two requests; every fault but {@link
     * FaultCode#WAREHOUSE_NOT_USABLE} is clear as it is and comes back at once.
     *
     * @return never fails: what cannot be found out leaves the fault as it was told
     */
    static Uni<Fault> explain(Fault told, Workspace workspace, String warehouseId) {
        return told.code() == FaultCode.WAREHOUSE_NOT_USABLE
                ? new WarehouseInquiry(new WarehouseClient(workspace), told, warehouseId).explained()
                : Uni.createFrom().item(told);
    }

    private Uni<Fault> explained() {
        return warehouses
                .describe(warehouseId)
                .map(this::seenOnly)
                .onFailure()
                .recoverWithUni(refused -> warehouses.list().map(list -> unseen(isAbsent(refused), list)))
                .onFailure()
                .recoverWithItem(told);
    }

    private Fault seenOnly(WorkspaceResponse answer) {
        String warehouse = named(Successes.json(answer));
        return told.retold(
                FaultCode.WAREHOUSE_NOT_USABLE,
                "The service principal sees the SQL warehouse " + warehouse + " but may not use it.",
                "The " + grant(answer));
    }

    private Fault unseen(boolean absent, WorkspaceResponse answer) {
        String others = others(Successes.json(answer));
        if (absent) {
            return told.retold(
                    FaultCode.WAREHOUSE_NOT_FOUND,
                    "The workspace has no SQL warehouse " + warehouseId + ".",
                    others.isEmpty()
                            ? "The service principal sees none at all: the workspace admin grants it CAN USE on one."
                            : "Use one that the service principal sees: " + others + ".");
        }
        return others.isEmpty()
                ? told.retold(
                        FaultCode.WAREHOUSE_NOT_USABLE,
                        "The service principal may use neither the SQL warehouse " + warehouseId + " nor any other.",
                        "The " + grant(answer))
                : told.retold(
                        FaultCode.WAREHOUSE_NOT_USABLE,
                        "The SQL warehouse " + warehouseId
                                + " does not exist, or the service principal may not use it.",
                        "Use one that it sees: " + others + "; or the " + grant(answer));
    }

    private static boolean isAbsent(Throwable refused) {
        return refused instanceof FaultException answer && answer.fault().code() == FaultCode.OBJECT_NOT_FOUND;
    }

    private String grant(WorkspaceResponse answer) {
        return "workspace admin grants CAN USE on the warehouse " + warehouseId + " to `" + answer.principal() + "`.";
    }

    private static String others(JsonObject list) {
        return list.getJsonArray("warehouses", new JsonArray()).stream()
                .filter(JsonObject.class::isInstance)
                .map(JsonObject.class::cast)
                .limit(MOST_NAMED)
                .map(WarehouseInquiry::named)
                .collect(Collectors.joining(", "));
    }

    private static String named(JsonObject warehouse) {
        return warehouse.getString("id", "") + " (" + warehouse.getString("state", "state unknown") + ")";
    }
}
