package dev.sluice.acceptance.tools;

import static dev.sluice.acceptance.tools.ToolDesk.SALES_ONLY;
import static dev.sluice.acceptance.tools.ToolDesk.params;
import static dev.sluice.acceptance.tools.ToolRow.tool;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.acceptance.tools.ToolRow.Success;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Clusters, and who may use what. */
final class ComputeRows {
    /** It runs, and its configuration holds secrets. */
    static final String ANALYTICS = "1122-090001-acme0000";

    private static final String ABSENT = "1122-000000-absent00";
    private static final String FIND_ID = "databricksworkspace_clusters_list";

    private ComputeRows() {}

    static List<ToolRow> rows() {
        return List.of(
                tool("clusters_list")
                        .shows("all clusters, their secrets masked", success -> {
                            assertThat(success.data().get("clusters")).hasSizeGreaterThanOrEqualTo(25);
                            secretsMasked(success.data());
                        })
                        .failsFor(ToolDesk.STRANGER)
                        .as("credentials_rejected", "secret"),
                tool("cluster_get")
                        .with("cluster_id", ANALYTICS)
                        .shows("state and configuration, secrets masked also under spec", success -> {
                            assertThat(success.text("/state")).isEqualTo("RUNNING");
                            assertThat(success.text("/spark_conf/spark.sql.shuffle.partitions"))
                                    .isEqualTo("64");
                            assertThat(success.text("/spec/spark_env_vars/VENDOR_API_TOKEN"))
                                    .isEqualTo("[masked]");
                            secretsMasked(success.data());
                        })
                        .fails("cluster_id", ABSENT)
                        .as("object_not_found", FIND_ID),
                tool("cluster_create")
                        .given(desk -> spec("min_workers", 1, "max_workers", 4, "autotermination_minutes", 30))
                        .shows("a cluster that scales as asked", ComputeRows::created)
                        .failsFor(SALES_ONLY, desk -> spec("num_workers", 1))
                        .as("permission_denied", "The workspace admin grants"),
                tool("cluster_edit")
                        .given(desk -> edited(running(desk)))
                        .shows("the new name and size", ComputeRows::edited)
                        .failsFor(SALES_ONLY, desk -> edited(ANALYTICS))
                        .as("permission_denied", "The workspace admin grants"),
                tool("cluster_start")
                        .given(desk -> params("cluster_id", terminated(desk)))
                        .shows(
                                "a terminated cluster starts",
                                success -> assertThat(state(success)).isEqualTo("PENDING"))
                        .fails("cluster_id", ABSENT)
                        .as("object_not_found", FIND_ID),
                tool("cluster_resize")
                        .given(desk -> params("cluster_id", running(desk), "num_workers", "3"))
                        .shows(
                                "the new number of workers",
                                success -> assertThat(cluster(success)
                                                .get("num_workers")
                                                .asInt())
                                        .isEqualTo(3))
                        .failsGiven(desk -> params("cluster_id", terminated(desk), "num_workers", 3))
                        .as("workspace_conflict", "Read the cluster's state first"),
                tool("cluster_restart")
                        .given(desk -> params("cluster_id", running(desk)))
                        .shows(
                                "a running cluster restarts",
                                success -> assertThat(state(success)).isEqualTo("RESTARTING"))
                        .failsGiven(desk -> params("cluster_id", terminated(desk)))
                        .as("workspace_conflict", "Read the cluster's state first"),
                tool("cluster_terminate")
                        .given(desk -> params("cluster_id", running(desk)))
                        .shows(
                                "a running cluster terminates",
                                success -> assertThat(state(success)).isIn("TERMINATING", "TERMINATED"))
                        .failsFor(SALES_ONLY, "cluster_id", ANALYTICS)
                        .as("permission_denied", "The workspace admin grants"),
                tool("cluster_permanent_delete")
                        .given(desk -> params("cluster_id", terminated(desk)))
                        .shows(
                                "the cluster is gone",
                                success -> assertThat(success.desk()
                                                .problem(ToolDesk.ADMIN, "cluster_get", success.params())
                                                .get("code")
                                                .asText())
                                        .isEqualTo("object_not_found"))
                        .fails("cluster_id", ABSENT)
                        .as("object_not_found", FIND_ID),
                tool("permissions_get")
                        .with("request_object_type", "jobs", "request_object_id", "424242")
                        .shows(
                                "who may look at a job",
                                success -> assertThat(success.data()
                                                .get("access_control_list")
                                                .findValuesAsText("permission_level"))
                                        .contains("CAN_VIEW"))
                        .failsFor(SALES_ONLY, "request_object_type", "clusters", "request_object_id", ANALYTICS)
                        .as("permission_denied", "The workspace admin grants"),
                tool("permissions_update")
                        .given(desk -> grant(created(desk), "CAN_RESTART"))
                        .shows("the new grant, beside the owner's", ComputeRows::granted)
                        .failsGiven(desk -> grant(ANALYTICS, "CAN_FLY"))
                        .as("request_rejected", "Check the value"));
    }

    /** No toy secret of the sandbox's clusters is in an answer. */
    static void secretsMasked(JsonNode answer) {
        assertThat(answer.toString()).doesNotContain("toy-metastore-password", "toy-vendor-token");
    }

    private static Map<String, Object> spec(Object... more) {
        Map<String, Object> spec = params(
                "cluster_name",
                ToolDesk.unique("cluster"),
                "spark_version",
                "16.4.x-scala2.12",
                "node_type_id",
                "i3.xlarge");
        spec.putAll(params(more));
        return spec;
    }

    private static Map<String, Object> edited(String id) {
        return spec("num_workers", 2, "cluster_id", id);
    }

    private static String created(ToolDesk desk) {
        return desk.data("cluster_create", spec("num_workers", 1))
                .get("cluster_id")
                .asText();
    }

    private static String running(ToolDesk desk) {
        String id = created(desk);
        later();
        return id;
    }

    private static String terminated(ToolDesk desk) {
        String id = created(desk);
        desk.data("cluster_terminate", "cluster_id", id);
        later();
        return id;
    }

    private static void later() {
        ToolDesk.workspace().clock().advance(Duration.ofSeconds(5));
    }

    private static JsonNode cluster(Success success) {
        return success.desk().data("cluster_get", "cluster_id", success.param("cluster_id"));
    }

    private static String state(Success success) {
        return cluster(success).get("state").asText();
    }

    private static void created(Success success) {
        JsonNode cluster = success.desk().data("cluster_get", "cluster_id", success.text("/cluster_id"));
        assertThat(cluster.get("cluster_name").asText()).isEqualTo(success.param("cluster_name"));
        assertThat(cluster.at("/autoscale/max_workers").asInt()).isEqualTo(4);
        assertThat(cluster.get("autotermination_minutes").asInt()).isEqualTo(30);
    }

    private static void edited(Success success) {
        assertThat(cluster(success).get("cluster_name").asText()).isEqualTo(success.param("cluster_name"));
        assertThat(cluster(success).get("num_workers").asInt()).isEqualTo(2);
    }

    private static Map<String, Object> grant(String clusterId, String level) {
        return params(
                "request_object_type",
                "clusters",
                "request_object_id",
                clusterId,
                "access_control_list",
                List.of(Map.of("service_principal_name", salesOnly(), "permission_level", level)));
    }

    private static String salesOnly() {
        return ToolDesk.workspace().plan().principal(SALES_ONLY).principal().clientId();
    }

    private static void granted(Success success) {
        JsonNode now = success.desk()
                .data(
                        "permissions_get",
                        "request_object_type",
                        "clusters",
                        "request_object_id",
                        success.param("request_object_id"));
        assertThat(now.toString()).contains(salesOnly());
        assertThat(now.findValuesAsText("permission_level")).contains("CAN_RESTART", "CAN_MANAGE");
    }
}
