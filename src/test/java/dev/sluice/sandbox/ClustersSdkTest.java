package dev.sluice.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.databricks.sdk.WorkspaceClient;
import com.databricks.sdk.core.error.platform.BadRequest;
import com.databricks.sdk.core.error.platform.InvalidParameterValue;
import com.databricks.sdk.core.error.platform.InvalidState;
import com.databricks.sdk.core.error.platform.PermissionDenied;
import com.databricks.sdk.core.error.platform.ResourceDoesNotExist;
import com.databricks.sdk.service.compute.AutoScale;
import com.databricks.sdk.service.compute.ClusterDetails;
import com.databricks.sdk.service.compute.CreateCluster;
import com.databricks.sdk.service.compute.CreateClusterResponse;
import com.databricks.sdk.service.compute.EditCluster;
import com.databricks.sdk.service.compute.ListClustersFilterBy;
import com.databricks.sdk.service.compute.ListClustersRequest;
import com.databricks.sdk.service.compute.ListClustersSortBy;
import com.databricks.sdk.service.compute.ListClustersSortByDirection;
import com.databricks.sdk.service.compute.ListClustersSortByField;
import com.databricks.sdk.service.compute.ResizeCluster;
import com.databricks.sdk.service.compute.RestartCluster;
import com.databricks.sdk.service.compute.State;
import com.databricks.sdk.service.compute.TerminationReasonCode;
import com.google.common.collect.Lists;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Clusters, as the official Java SDK sees them. The workspace's clock is put forward; nobody waits. */
class ClustersSdkTest {
    private static final String RUNTIME = "16.4.x-scala2.12";
    private static Sandbox sandbox;
    private static Workspace workspace;
    private static WorkspaceClient admin;

    @BeforeAll
    static void start() {
        sandbox = Sandbox.builder().workspace(DefaultWorkspaces.acme()).start();
        workspace = sandbox.first();
        workspace.settings().change(TestSettings.slowCompute());
        admin = Sdk.client(workspace, workspace.plan().allRights());
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @Test
    void listsThePagesOfAllClusters() {
        List<ClusterDetails> all =
                Lists.newArrayList(admin.clusters().list(new ListClustersRequest().setPageSize(10L)));

        assertThat(all).extracting(ClusterDetails::getClusterId).doesNotHaveDuplicates();
        assertThat(all)
                .extracting(ClusterDetails::getClusterName)
                .contains("Shared Analytics", "Nightly ETL", "Scratch 01", "Scratch 23");
    }

    @Test
    void filtersAndSorts() {
        ListClustersRequest request = new ListClustersRequest()
                .setFilterBy(new ListClustersFilterBy()
                        .setClusterStates(List.of(State.TERMINATED, State.ERROR))
                        .setIsPinned(false)
                        .setPolicyId("E0631F5C0D0006D7"))
                .setSortBy(new ListClustersSortBy()
                        .setField(ListClustersSortByField.CLUSTER_NAME)
                        .setDirection(ListClustersSortByDirection.DESC));

        assertThat(Lists.newArrayList(admin.clusters().list(request)))
                .extracting(ClusterDetails::getClusterName)
                .hasSize(23)
                .startsWith("Scratch 23", "Scratch 22")
                .endsWith("Scratch 01");
    }

    @Test
    void readsACluster() {
        ClusterDetails cluster = named("Shared Analytics");

        ClusterDetails read = admin.clusters().get(cluster.getClusterId());

        assertThat(read.getState()).isEqualTo(State.RUNNING);
        assertThat(read.getAutoscale().getMaxWorkers()).isEqualTo(8);
        assertThat(read.getSparkEnvVars()).containsEntry("VENDOR_API_TOKEN", "toy-vendor-token");
        assertThat(read.getSpec().getSparkConf())
                .containsEntry("spark.hadoop.javax.jdo.option.ConnectionPassword", "toy-metastore-password");
        assertThat(read.getSparkContextId()).isGreaterThan(1L << 53);
    }

    @Test
    void takesAClusterThroughItsLife() {
        String id = create("life").getClusterId();
        assertThat(state(id)).isEqualTo(State.PENDING);

        later();
        assertThat(state(id)).isEqualTo(State.RUNNING);

        admin.clusters().resize(new ResizeCluster().setClusterId(id).setNumWorkers(7L));
        assertThat(state(id)).isEqualTo(State.RESIZING);
        assertThat(admin.clusters().get(id).getNumWorkers()).isEqualTo(7);
        later();

        admin.clusters().restart(new RestartCluster().setClusterId(id));
        assertThat(state(id)).isEqualTo(State.RESTARTING);
        later();

        admin.clusters().delete(id);
        assertThat(state(id)).isEqualTo(State.TERMINATING);
        later();
        ClusterDetails gone = admin.clusters().get(id);
        assertThat(gone.getState()).isEqualTo(State.TERMINATED);
        assertThat(gone.getTerminatedTime()).isGreaterThan(gone.getStartTime());
        assertThat(gone.getTerminationReason().getCode()).isEqualTo(TerminationReasonCode.USER_REQUEST);

        admin.clusters().start(id);
        assertThat(state(id)).isEqualTo(State.PENDING);
        assertThat(admin.clusters().get(id).getTerminationReason()).isNull();

        admin.clusters().permanentDelete(id);
        assertThatThrownBy(() -> admin.clusters().get(id)).isInstanceOf(ResourceDoesNotExist.class);
    }

    @Test
    void keepsAnEditOfATerminatedClusterForItsNextStart() {
        String id = named("Nightly ETL").getClusterId();

        admin.clusters()
                .edit(new EditCluster()
                        .setClusterId(id)
                        .setClusterName("Nightly ETL")
                        .setSparkVersion(RUNTIME)
                        .setNodeTypeId("i3.2xlarge")
                        .setAutoscale(new AutoScale().setMinWorkers(1L).setMaxWorkers(3L)));

        ClusterDetails edited = admin.clusters().get(id);
        assertThat(edited.getState()).isEqualTo(State.TERMINATED);
        assertThat(edited.getNodeTypeId()).isEqualTo("i3.2xlarge");
        assertThat(edited.getAutoscale().getMaxWorkers()).isEqualTo(3);
        assertThat(edited.getNumWorkers()).isNull();
    }

    @Test
    void restartsARunningClusterThatIsEdited() {
        String id = create("edited").getClusterId();
        EditCluster edit = new EditCluster()
                .setClusterId(id)
                .setClusterName("edited again")
                .setSparkVersion(RUNTIME)
                .setNodeTypeId("i3.xlarge")
                .setNumWorkers(1L);
        assertThatThrownBy(() -> admin.clusters().edit(edit)).isInstanceOf(InvalidState.class);
        later();

        admin.clusters().edit(edit);

        assertThat(state(id)).isEqualTo(State.RESTARTING);
        assertThat(admin.clusters().get(id).getClusterName()).isEqualTo("edited again");
    }

    @Test
    void refusesToStartWhatRuns() {
        String id = named("Shared Analytics").getClusterId();

        assertThatThrownBy(() -> admin.clusters().start(id))
                .isInstanceOf(InvalidState.class)
                .hasMessageStartingWith("Cluster " + id + " is in unexpected state Running.");
    }

    @Test
    void refusesAClusterWithoutASize() {
        CreateCluster request = new CreateCluster()
                .setClusterName("sizeless")
                .setSparkVersion(RUNTIME)
                .setNodeTypeId("i3.xlarge");

        assertThatThrownBy(() -> admin.clusters().create(request))
                .isInstanceOf(InvalidParameterValue.class)
                .isInstanceOf(BadRequest.class)
                .hasMessageStartingWith("Missing required field: size");
    }

    @Test
    void hidesClustersFromThoseWithoutRights() {
        WorkspaceClient sales = Sdk.client(workspace, workspace.plan().principal("sales-only"));
        String id = named("Nightly ETL").getClusterId();

        assertThat(sales.clusters().list(new ListClustersRequest())).isEmpty();
        assertThatThrownBy(() -> sales.clusters().get(id)).isInstanceOf(PermissionDenied.class);
        assertThatThrownBy(() -> sales.clusters()
                        .create(new CreateCluster()
                                .setSparkVersion(RUNTIME)
                                .setNodeTypeId("i3.xlarge")
                                .setNumWorkers(1L)))
                .isInstanceOf(PermissionDenied.class)
                .hasMessageStartingWith("You are not authorized to create clusters.");
    }

    private static CreateClusterResponse create(String name) {
        return admin.clusters()
                .create(new CreateCluster()
                        .setClusterName(name)
                        .setSparkVersion(RUNTIME)
                        .setNodeTypeId("i3.xlarge")
                        .setNumWorkers(2L))
                .getResponse();
    }

    private static ClusterDetails named(String name) {
        return Lists.newArrayList(admin.clusters().list(new ListClustersRequest())).stream()
                .filter(cluster -> name.equals(cluster.getClusterName()))
                .findFirst()
                .orElseThrow();
    }

    private static State state(String id) {
        return admin.clusters().get(id).getState();
    }

    private static void later() {
        workspace.clock().advance(Duration.ofMinutes(10));
    }
}
