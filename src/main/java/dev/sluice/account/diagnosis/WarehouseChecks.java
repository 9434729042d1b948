package dev.sluice.account.diagnosis;

import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;
import dev.sluice.fault.FaultException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Whether there is a SQL warehouse to use. Looks at their states and runs nothing, which would start them. */
final class WarehouseChecks {
    private static final String WAREHOUSES = "/api/2.0/sql/warehouses";
    private static final int MOST_NAMED = 5;

    private final WorkspaceReader workspace;
    private final String principal;
    private final @Nullable String warehouseId;
    private List<JsonObject> seen = List.of();

    WarehouseChecks(WorkspaceReader workspace, String principal, @Nullable String warehouseId) {
        this.workspace = workspace;
        this.principal = principal;
        this.warehouseId = warehouseId;
    }

    List<Check> list(String needed) {
        return List.of(
                new Check("warehouses", needed, this::warehouses),
                new Check("warehouse", warehouseId == null ? "warehouses" : needed, this::warehouse));
    }

    private Uni<Finding> warehouses() {
        return workspace
                .list(WAREHOUSES + "?page_size=100", "warehouses", found -> false)
                .map(found -> {
                    seen = found;
                    return found.isEmpty()
                            ? Finding.failed("The service principal sees no SQL warehouse.", grantOn("one"))
                            : Finding.passed("It sees " + named(found) + ".");
                });
    }

    private Uni<Finding> warehouse() {
        return warehouseId == null
                ? Uni.createFrom().item(anyOf(seen))
                : workspace
                        .read(WAREHOUSES + "/" + warehouseId)
                        .map(this::usable)
                        .onFailure(FaultException.class)
                        .transform(refused ->
                                explained(((FaultException) refused).fault()).asException());
    }

    private Finding anyOf(List<JsonObject> warehouses) {
        return warehouses.stream()
                .filter(one -> state(one).equals("RUNNING"))
                .findFirst()
                .map(this::usable)
                .orElseGet(() -> Finding.warning(
                        "None of its SQL warehouses runs.",
                        "Start one with databricksworkspace_sql_warehouse_start, or call with start_warehouse: true."));
    }

    private Finding usable(JsonObject warehouse) {
        String evidence = named(List.of(warehouse)) + ".";
        String health = warehouse.getJsonObject("health", new JsonObject()).getString("status", "");
        return switch (state(warehouse)) {
            case "RUNNING" ->
                health.equals("DEGRADED") || health.equals("FAILED")
                        ? Finding.warning(
                                evidence + " Its health is " + health + ".",
                                "The workspace admin looks at the warehouse's health.")
                        : Finding.passed(evidence);
            case "STARTING" -> Finding.warning(evidence, "Wait until it runs; statements wait for it too.");
            case "STOPPED", "STOPPING" ->
                Finding.warning(
                        evidence,
                        "Start it with databricksworkspace_sql_warehouse_start, or call with start_warehouse: true.");
            default -> Finding.failed(evidence, "Use another SQL warehouse.");
        };
    }

    private Fault explained(Fault refused) {
        return switch (refused.code()) {
            case PERMISSION_DENIED, WAREHOUSE_NOT_USABLE ->
                refused.retold(
                        FaultCode.WAREHOUSE_NOT_USABLE,
                        "The SQL warehouse " + warehouseId + " does not exist, or the service principal has no right"
                                + " on it.",
                        grantOn(warehouseId + ", if that is the right one"));
            case OBJECT_NOT_FOUND ->
                refused.retold(
                        FaultCode.WAREHOUSE_NOT_FOUND,
                        "The workspace has no SQL warehouse " + warehouseId + ".",
                        seen.isEmpty() ? grantOn("one that exists") : "Use one that it sees: " + named(seen) + ".");
            default -> refused;
        };
    }

    private String grantOn(String which) {
        return "The workspace admin grants CAN USE on the SQL warehouse to `" + principal + "`: " + which + ".";
    }

    private static String named(List<JsonObject> warehouses) {
        String names = warehouses.stream()
                .limit(MOST_NAMED)
                .map(one -> one.getString("id", "") + " (" + state(one) + ")")
                .collect(Collectors.joining(", "));
        int more = warehouses.size() - MOST_NAMED;
        return more > 0 ? names + " and " + more + " more" : names;
    }

    private static String state(JsonObject warehouse) {
        return warehouse.getString("state", "UNKNOWN");
    }
}
