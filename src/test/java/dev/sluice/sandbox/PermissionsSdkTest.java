package dev.sluice.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.databricks.sdk.WorkspaceClient;
import com.databricks.sdk.core.error.platform.InvalidParameterValue;
import com.databricks.sdk.core.error.platform.NotFound;
import com.databricks.sdk.core.error.platform.PermissionDenied;
import com.databricks.sdk.service.compute.ClusterDetails;
import com.databricks.sdk.service.compute.ListClustersRequest;
import com.databricks.sdk.service.iam.AccessControlRequest;
import com.databricks.sdk.service.iam.AccessControlResponse;
import com.databricks.sdk.service.iam.ObjectPermissions;
import com.databricks.sdk.service.iam.Permission;
import com.databricks.sdk.service.iam.PermissionLevel;
import com.databricks.sdk.service.iam.SetObjectPermissions;
import com.databricks.sdk.service.iam.UpdateObjectPermissions;
import com.databricks.sdk.service.jobs.RunNow;
import com.databricks.sdk.service.sql.EndpointInfo;
import com.databricks.sdk.service.sql.ListWarehousesRequest;
import com.databricks.sdk.service.sql.WarehouseAccessControlRequest;
import com.databricks.sdk.service.sql.WarehousePermissionLevel;
import com.databricks.sdk.service.sql.WarehousePermissionsRequest;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Permissions, as the official Java SDK changes them, and what they change. */
class PermissionsSdkTest {
    private static final String CLUSTER = "1122-090002-acme0000";
    private Sandbox sandbox;
    private Workspace workspace;
    private WorkspaceClient admin;
    private WorkspaceClient sales;
    private String salesId;

    @BeforeEach
    void start() {
        sandbox = Sandbox.builder().workspace(DefaultWorkspaces.acme()).start();
        workspace = sandbox.first();
        admin = Sdk.client(workspace, workspace.plan().allRights());
        sales = Sdk.client(workspace, workspace.plan().principal("sales-only"));
        salesId = workspace.plan().principal("sales-only").principal().clientId();
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void tellsDirectGrantsFromInheritedOnes() {
        ObjectPermissions permissions = admin.permissions().get("jobs", Long.toString(DefaultCompute.DASHBOARD));

        assertThat(permissions.getObjectId()).isEqualTo("/jobs/" + DefaultCompute.DASHBOARD);
        assertThat(permissions.getObjectType()).isEqualTo("job");
        assertThat(permissions.getAccessControlList())
                .filteredOn(entry -> salesId.equals(entry.getServicePrincipalName()))
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.getDisplayName()).isEqualTo("sales-only");
                    assertThat(entry.getAllPermissions())
                            .containsExactly(new Permission()
                                    .setPermissionLevel(PermissionLevel.CAN_VIEW)
                                    .setInherited(false));
                });
        assertThat(permissions.getAccessControlList())
                .filteredOn(entry -> "admins".equals(entry.getGroupName()))
                .flatExtracting(AccessControlResponse::getAllPermissions)
                .containsExactly(new Permission()
                        .setPermissionLevel(PermissionLevel.CAN_MANAGE)
                        .setInherited(true)
                        .setInheritedFromObject(List.of("/jobs/")));
    }

    @Test
    void letsAJobBeRunByThoseWhoAreGrantedIt() {
        RunNow run = new RunNow().setJobId(DefaultCompute.DASHBOARD);
        assertThatThrownBy(() -> sales.jobs().runNow(run)).isInstanceOf(PermissionDenied.class);

        update("jobs", Long.toString(DefaultCompute.DASHBOARD), PermissionLevel.CAN_MANAGE_RUN);

        assertThat(sales.jobs().runNow(run).getResponse().getRunId()).isPositive();
    }

    @Test
    void letsAClusterBeSeenAndStartedStepByStep() {
        assertThat(sales.clusters().list(new ListClustersRequest())).isEmpty();

        update("clusters", CLUSTER, PermissionLevel.CAN_ATTACH_TO);
        assertThat(sales.clusters().list(new ListClustersRequest()))
                .extracting(ClusterDetails::getClusterId)
                .containsExactly(CLUSTER);
        assertThatThrownBy(() -> sales.clusters().start(CLUSTER)).isInstanceOf(PermissionDenied.class);

        update("clusters", CLUSTER, PermissionLevel.CAN_RESTART);
        sales.clusters().start(CLUSTER);
        assertThatThrownBy(() -> sales.clusters().permanentDelete(CLUSTER)).isInstanceOf(PermissionDenied.class);
    }

    @Test
    void opensAndShutsAWarehouse() {
        String night = workspace.plan().warehouses().getLast().id();

        admin.warehouses()
                .updatePermissions(new WarehousePermissionsRequest()
                        .setWarehouseId(night)
                        .setAccessControlList(List.of(new WarehouseAccessControlRequest()
                                .setServicePrincipalName(salesId)
                                .setPermissionLevel(WarehousePermissionLevel.CAN_USE))));
        assertThat(sales.warehouses().list(new ListWarehousesRequest()))
                .extracting(EndpointInfo::getId)
                .contains(night);

        admin.permissions()
                .set(new SetObjectPermissions()
                        .setRequestObjectType("warehouses")
                        .setRequestObjectId(night));
        assertThat(sales.warehouses().list(new ListWarehousesRequest()))
                .extracting(EndpointInfo::getId)
                .doesNotContain(night);
    }

    @Test
    void keepsTheGrantsThatAnUpdateDoesNotName() {
        update("repos", "71", PermissionLevel.CAN_READ);

        ObjectPermissions after = admin.permissions()
                .update(new UpdateObjectPermissions()
                        .setRequestObjectType("repos")
                        .setRequestObjectId("71")
                        .setAccessControlList(List.of(new AccessControlRequest()
                                .setGroupName("users")
                                .setPermissionLevel(PermissionLevel.CAN_RUN))));

        assertThat(after.getAccessControlList())
                .extracting(AccessControlResponse::getServicePrincipalName, AccessControlResponse::getGroupName)
                .containsExactly(tuple(salesId, null), tuple(null, "users"), tuple(null, "admins"));
    }

    @Test
    void grantsToEveryoneThroughTheGroupOfUsers() {
        admin.permissions()
                .update(new UpdateObjectPermissions()
                        .setRequestObjectType("clusters")
                        .setRequestObjectId(CLUSTER)
                        .setAccessControlList(List.of(new AccessControlRequest()
                                .setGroupName("users")
                                .setPermissionLevel(PermissionLevel.CAN_ATTACH_TO))));

        WorkspaceClient other = Sdk.client(workspace, workspace.plan().principal("no-warehouse"));
        assertThat(other.clusters().get(CLUSTER).getClusterName()).isEqualTo("Nightly ETL");
    }

    @Test
    void refusesAPrincipalThatDoesNotExist() {
        assertThatThrownBy(() -> admin.permissions()
                        .update(new UpdateObjectPermissions()
                                .setRequestObjectType("notebooks")
                                .setRequestObjectId("5")
                                .setAccessControlList(List.of(new AccessControlRequest()
                                        .setServicePrincipalName("nobody")
                                        .setPermissionLevel(PermissionLevel.CAN_READ)))))
                .isInstanceOf(NotFound.class)
                .hasMessageStartingWith("Principal: ServicePrincipalName(nobody) does not exist");
    }

    @Test
    void refusesToLeaveAJobWithoutAnOwner() {
        assertThatThrownBy(() -> admin.permissions()
                        .set(new SetObjectPermissions()
                                .setRequestObjectType("jobs")
                                .setRequestObjectId(Long.toString(DefaultCompute.NIGHTLY))
                                .setAccessControlList(List.of())))
                .isInstanceOf(InvalidParameterValue.class)
                .hasMessageStartingWith("The job must have exactly one owner.");
    }

    private void update(String type, String id, PermissionLevel level) {
        admin.permissions()
                .update(new UpdateObjectPermissions()
                        .setRequestObjectType(type)
                        .setRequestObjectId(id)
                        .setAccessControlList(List.of(new AccessControlRequest()
                                .setServicePrincipalName(salesId)
                                .setPermissionLevel(level))));
    }
}
