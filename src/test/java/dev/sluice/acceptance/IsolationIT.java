package dev.sluice.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.demo.Installation;
import dev.sluice.demo.Tenant;
import dev.sluice.sandbox.Workspace;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IsolationIT {
    private static final int CALLS = 20_000;
    private static final int IN_FLIGHT = 128;
    private static final String LIST = "GET /api/2.0/sql/warehouses";
    private static final String GET = "GET /api/2.0/sql/warehouses/{id}";

    @Test
    void mixedCallsOfTwoAccountsReachEachWorkspaceAsItsOwnPrincipalOnly() {
        Installation installation = SharedInstallation.get();
        Tenant tenant = Tenant.create(installation, "isolation");
        List<Workspace> workspaces = List.of(installation.workspaceOne(), installation.workspaceTwo());
        tenant.connect("account-0", workspaces.get(0));
        tenant.connect("account-1", workspaces.get(1));
        workspaces.forEach(workspace -> workspace.ledger().reset());

        try (Burst burst = new Burst(tenant, IN_FLIGHT)) {
            assertThat(burst.run(IntStream.range(0, CALLS).mapToObj(i -> call(i, workspaces))))
                    .allSatisfy(answer -> assertThat(answer)
                            .matches(own -> own.status() == 200 && own.body().contains(warehouseOf(own, workspaces))));
        }

        assertThat(workspaces).allSatisfy(workspace -> {
            String own = workspace.plan().allRights().principal().clientId();
            JsonObject seen = workspace.ledger().toJson().getJsonObject("by_principal");
            seen.remove("-"); // Discovery, which has no principal.
            assertThat(seen.fieldNames()).containsExactly(own);
            assertThat(workspace.ledger().requests(own, LIST)).isEqualTo(CALLS / 4);
            assertThat(workspace.ledger().requests(own, GET)).isEqualTo(CALLS / 4);
        });
    }

    /** Even calls are the first account's, odd ones the second's; every other pair names a warehouse. */
    private static JsonObject call(int i, List<Workspace> workspaces) {
        String identifier = "account-" + i % 2;
        if (i / 2 % 2 == 0) {
            return Burst.tool("databricksworkspace_sql_warehouses_list", identifier);
        }
        JsonObject call = Burst.tool("databricksworkspace_sql_warehouse_get", identifier);
        call.getJsonObject("params")
                .put("warehouse_id", workspaces.get(i % 2).plan().warehouseId());
        return call;
    }

    private static String warehouseOf(Burst.Answer answer, List<Workspace> workspaces) {
        int account = answer.call().getString("identifier").equals("account-0") ? 0 : 1;
        return workspaces.get(account).plan().warehouseId();
    }
}
