package dev.sluice.sandbox;

import dev.sluice.sandbox.WorkspacePlan.PlannedGrant;
import dev.sluice.sandbox.WorkspacePlan.PlannedPrincipal;
import dev.sluice.sandbox.WorkspacePlan.PlannedWarehouse;
import dev.sluice.sandbox.auth.Principal;
import dev.sluice.sandbox.permissions.PermissionLevel;
import dev.sluice.sandbox.permissions.SecuredObject;
import dev.sluice.sandbox.sql.Dataset;
import dev.sluice.sandbox.sql.Privilege;
import dev.sluice.sandbox.sql.Securable;
import dev.sluice.sandbox.warehouses.Warehouse.State;
import java.util.List;
import java.util.Map;

/**
 * The two workspaces that the sandbox opens by itself. Each has three service principals: {@code admin} may do
 * everything, {@code no-warehouse} reads all data but has no right on any warehouse, cluster or job, {@code sales-only}
 * may run statements, read the sales schema alone, and look at one job. Their secrets are toys, written here in the open.
 */
public final class DefaultWorkspaces {
    private DefaultWorkspaces() {}

    public static WorkspacePlan acme() {
        List<PlannedWarehouse> warehouses = List.of(
                new PlannedWarehouse("abc123def456", "Serverless Starter Warehouse", State.RUNNING),
                new PlannedWarehouse("a1b2c3d4e5f60718", "Night Shift", State.STOPPED));
        return plan("acme", "4017298315064901", Dataset.ACME, warehouses, new DefaultCompute("acme", 0), "ac3e0000");
    }

    public static WorkspacePlan globex() {
        List<PlannedWarehouse> warehouses = List.of(
                new PlannedWarehouse("0f1e2d3c4b5a6978", "Serverless Starter Warehouse", State.RUNNING),
                new PlannedWarehouse("9876543210fedcba", "Night Shift", State.STOPPED));
        return plan(
                "globex",
                "7730561298440172",
                Dataset.GLOBEX,
                warehouses,
                new DefaultCompute("globex", 1_000_000),
                "910be000");
    }

    private static WorkspacePlan plan(
            String name,
            String id,
            Dataset dataset,
            List<PlannedWarehouse> warehouses,
            DefaultCompute compute,
            String prefix) {
        Securable catalog = Securable.catalog(dataset.catalog());
        Securable sales = Securable.schema(dataset.catalog(), "sales");
        Securable flights = Securable.schema(dataset.catalog(), "flights");
        Map<SecuredObject, PermissionLevel> some = Map.of(
                SecuredObject.warehouse(warehouses.getFirst().id()), PermissionLevel.CAN_USE,
                SecuredObject.job(compute.jobId(DefaultCompute.DASHBOARD)), PermissionLevel.CAN_VIEW);
        return new WorkspacePlan(
                name,
                id,
                dataset,
                warehouses,
                compute.clusters(),
                compute.jobs(),
                List.of(
                        principal(
                                prefix, 1, name, "admin", Map.of(), List.of(grant(Privilege.ALL_PRIVILEGES, catalog))),
                        principal(
                                prefix,
                                2,
                                name,
                                "no-warehouse",
                                Map.of(),
                                List.of(grant(Privilege.ALL_PRIVILEGES, catalog))),
                        principal(
                                prefix,
                                3,
                                name,
                                "sales-only",
                                some,
                                List.of(
                                        grant(Privilege.USE_CATALOG, catalog),
                                        grant(Privilege.USE_SCHEMA, sales),
                                        grant(Privilege.SELECT, sales)))),
                List.of(grant(Privilege.USE_SCHEMA, flights), grant(Privilege.SELECT, flights)));
    }

    private static PlannedGrant grant(Privilege privilege, Securable on) {
        return new PlannedGrant(privilege, on);
    }

    private static PlannedPrincipal principal(
            String prefix,
            int number,
            String workspace,
            String displayName,
            Map<SecuredObject, PermissionLevel> permissions,
            List<PlannedGrant> grants) {
        String clientId = prefix + "-0000-4000-8000-00000000000" + number;
        Principal principal = Principal.of(clientId, displayName, 7_000_000_000L + number);
        return new PlannedPrincipal(
                displayName.equals("admin") ? principal.asAdmin() : principal,
                "toy-secret-" + workspace + "-" + displayName,
                "toy-token-" + workspace + "-" + displayName,
                permissions,
                grants);
    }
}
