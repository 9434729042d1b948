package dev.sluice.sandbox;

import dev.sluice.sandbox.auth.Principal;
import dev.sluice.sandbox.compute.PlannedCluster;
import dev.sluice.sandbox.jobs.PlannedJob;
import dev.sluice.sandbox.permissions.PermissionLevel;
import dev.sluice.sandbox.permissions.SecuredObject;
import dev.sluice.sandbox.sql.Dataset;
import dev.sluice.sandbox.sql.Privilege;
import dev.sluice.sandbox.sql.Securable;
import dev.sluice.sandbox.warehouses.Warehouse;
import java.util.List;
import java.util.Map;

/**
 * What a workspace is opened with.
 *
 * @param name short, for people and threads
 * @param id the workspace's number: X-Databricks-Org-Id
 * @param dataset its data
 * @param jobs the oldest first
 * @param withheld what the data set grants to all account users, and this workspace does not
 */
public record WorkspacePlan(
        String name,
        String id,
        Dataset dataset,
        List<PlannedWarehouse> warehouses,
        List<PlannedCluster> clusters,
        List<PlannedJob> jobs,
        List<PlannedPrincipal> principals,
        List<PlannedGrant> withheld) {

    /** A warehouse and the state it opens in. */
    public record PlannedWarehouse(String id, String name, Warehouse.State state) {}

    /** A privilege on a catalog, schema or table. */
    public record PlannedGrant(Privilege privilege, Securable on) {}

    /**
     * A toy principal.
     *
     * @param secret its OAuth secret
     * @param token its personal access token
     * @param permissions on warehouses, clusters and jobs
     */
    public record PlannedPrincipal(
            Principal principal,
            String secret,
            String token,
            Map<SecuredObject, PermissionLevel> permissions,
            List<PlannedGrant> grants) {
        @Override
        public String toString() {
            return "PlannedPrincipal[" + principal + "]";
        }
    }

    /** The warehouse to run samples on. */
    public String warehouseId() {
        return warehouses.getFirst().id();
    }

    /** The principal that may do everything. */
    public PlannedPrincipal allRights() {
        return principals.getFirst();
    }

    /** The planned principal of this display name. */
    public PlannedPrincipal principal(String displayName) {
        return principals.stream()
                .filter(planned -> planned.principal().displayName().equals(displayName))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No principal " + displayName + " in " + name));
    }
}
