package dev.sluice.sandbox.compute;

import dev.sluice.sandbox.compute.Cluster.Stop;
import dev.sluice.sandbox.compute.Cluster.View;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** A cluster as the API writes it. Databricks REST: ClusterDetails; times are epoch milliseconds. */
final class ClusterJson {
    private static final int IDLE_MINUTES = 60;

    private ClusterJson() {}

    /** As lists show it. */
    static JsonObject listed(Cluster cluster) {
        View view = cluster.view();
        JsonObject spec = view.spec().toJson();
        JsonObject json = new JsonObject()
                .put("cluster_id", cluster.id())
                .put("creator_user_name", cluster.creator())
                // Really a random int64 of each start, far beyond what a double can hold.
                .put("spark_context_id", Long.MAX_VALUE - view.restarted().toEpochMilli())
                .put("driver_node_type_id", spec.getValue("node_type_id"))
                .put("autotermination_minutes", 0)
                .put("enable_elastic_disk", false)
                .put("cluster_source", Cluster.SOURCE)
                .mergeIn(spec)
                .put("state", view.state().name())
                .put("state_message", message(view))
                .put("start_time", view.started().toEpochMilli())
                .put("last_restarted_time", view.restarted().toEpochMilli())
                .put("last_state_loss_time", view.restarted().toEpochMilli())
                .put("default_tags", tags(cluster, view));
        if (view.state().isUp()) {
            json.put("cluster_memory_mb", 32_768).put("cluster_cores", 8.0);
        }
        if (view.terminated() != null) {
            json.put("terminated_time", view.terminated().toEpochMilli());
        }
        if (view.stopped() != null) {
            json.put("termination_reason", reason(view.stopped()));
        }
        return json;
    }

    /** As it is read alone: with the configuration, once more, as it was given. */
    static JsonObject whole(Cluster cluster) {
        return listed(cluster).put("spec", cluster.view().spec().toJson());
    }

    private static String message(View view) {
        return switch (view.state()) {
            case PENDING, RESTARTING -> "Starting Spark";
            case RESIZING -> "Resizing cluster";
            case RUNNING -> "";
            case TERMINATING, TERMINATED -> message(view.stopped());
        };
    }

    private static String message(@Nullable Stop stopped) {
        return stopped == null || stopped.by() == null
                ? "Inactive cluster terminated (inactive for " + IDLE_MINUTES + " minutes)."
                : "Termination requested by " + stopped.by();
    }

    private static JsonObject reason(Stop stopped) {
        boolean asked = stopped.by() != null;
        return new JsonObject()
                .put("code", asked ? "USER_REQUEST" : "INACTIVITY")
                .put("type", "SUCCESS")
                .put(
                        "parameters",
                        asked
                                ? new JsonObject().put("username", stopped.by())
                                : new JsonObject().put("inactivity_duration_min", Integer.toString(IDLE_MINUTES)));
    }

    private static JsonObject tags(Cluster cluster, View view) {
        return new JsonObject()
                .put("Vendor", "Databricks")
                .put("Creator", cluster.creator())
                .put("ClusterName", view.spec().name())
                .put("ClusterId", cluster.id());
    }
}
