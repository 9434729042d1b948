package dev.sluice.sandbox.compute;

import dev.sluice.sandbox.http.Fields;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A cluster's configuration as its user gave it, checked. Never changed, only replaced. */
final class ClusterSpec {
    /** What is kept of a request, besides the size. Databricks REST: clusters/create. */
    private static final List<String> MEMBERS = List.of(
            "spark_version",
            "spark_conf",
            "aws_attributes",
            "azure_attributes",
            "gcp_attributes",
            "node_type_id",
            "driver_node_type_id",
            "custom_tags",
            "cluster_log_conf",
            "init_scripts",
            "spark_env_vars",
            "autotermination_minutes",
            "enable_elastic_disk",
            "instance_pool_id",
            "policy_id",
            "data_security_mode",
            "single_user_name",
            "runtime_engine",
            "is_single_node",
            "kind");

    private static final String WORKERLESS = "NumWorkers could be 0 only for SingleNode clusters. See"
            + " https://docs.databricks.com/clusters/single-node.html for more details";

    private final JsonObject members;

    private ClusterSpec(JsonObject members) {
        this.members = members;
    }

    /** @throws dev.sluice.sandbox.http.Refusal where a member is missing or makes no sense */
    static ClusterSpec read(JsonObject body) {
        Fields fields = new Fields(body);
        @Nullable String name = fields.text("cluster_name");
        JsonObject members = new JsonObject().put("cluster_name", name == null ? "" : name);
        for (String member : MEMBERS) {
            if (body.getValue(member) != null) {
                members.put(member, body.getValue(member));
            }
        }
        require(fields, "spark_version");
        if (fields.text("instance_pool_id") == null) {
            require(fields, "node_type_id");
        }
        fields.text("policy_id");
        fields.object("spark_conf");
        fields.object("spark_env_vars");
        checkTermination(fields.number("autotermination_minutes"));
        JsonObject size = ClusterSize.read(body);
        if (Long.valueOf(0).equals(size.getLong("num_workers")) && !isSingleNode(fields)) {
            throw ClusterRefusals.invalid(WORKERLESS);
        }
        return new ClusterSpec(members.mergeIn(size));
    }

    /** The same with another size. */
    ClusterSpec resized(JsonObject size) {
        JsonObject changed = toJson();
        changed.remove("num_workers");
        changed.remove("autoscale");
        return new ClusterSpec(changed.mergeIn(size));
    }

    String name() {
        return members.getString("cluster_name");
    }

    @Nullable
    String policyId() {
        return members.getString("policy_id");
    }

    /** A copy. */
    JsonObject toJson() {
        return members.copy();
    }

    private static void require(Fields fields, String member) {
        @Nullable String value = fields.text(member);
        if (value == null || value.isEmpty()) {
            throw ClusterRefusals.missing(member);
        }
    }

    // The limits are documented, the words of their refusal are not.
    private static void checkTermination(@Nullable Long minutes) {
        if (minutes != null && minutes != 0 && (minutes < 10 || minutes > 10_000)) {
            throw ClusterRefusals.invalid("autotermination_minutes must be 0, or between 10 and 10000.");
        }
    }

    private static boolean isSingleNode(Fields fields) {
        return fields.flag("is_single_node")
                || "singleNode".equals(fields.object("spark_conf").getValue("spark.databricks.cluster.profile"));
    }
}
