package dev.sluice.sandbox.compute;

import dev.sluice.sandbox.compute.Cluster.View;
import dev.sluice.sandbox.http.Call;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a list call asks for. Databricks REST: {@code filter_by.*}, repeated for several values, and {@code sort_by.*}.
 *
 * @param states any where empty
 * @param sources any where empty
 */
record ClusterQuery(
        List<String> states,
        List<String> sources,
        @Nullable Boolean pinned,
        @Nullable String policyId,
        boolean byName,
        boolean descending) {

    static ClusterQuery of(Call call) {
        @Nullable String pinned = call.query("filter_by.is_pinned");
        return new ClusterQuery(
                call.queries("filter_by.cluster_states"),
                call.queries("filter_by.cluster_sources"),
                pinned == null ? null : Boolean.valueOf(pinned),
                call.query("filter_by.policy_id"),
                "CLUSTER_NAME".equals(call.query("sort_by.field")),
                "DESC".equals(call.query("sort_by.direction")));
    }

    List<Cluster> apply(List<Cluster> clusters) {
        return clusters.stream().filter(this::fits).sorted(order()).toList();
    }

    private boolean fits(Cluster cluster) {
        View view = cluster.view();
        return (states.isEmpty() || states.contains(view.state().name()))
                && (sources.isEmpty() || sources.contains(Cluster.SOURCE))
                && (pinned == null || pinned == cluster.pinned())
                && (policyId == null || policyId.equals(view.spec().policyId()));
    }

    // By default: state, pinned, name.
    private Comparator<Cluster> order() {
        Comparator<Cluster> name = Comparator.comparing(
                        (Cluster cluster) -> cluster.view().spec().name())
                .thenComparing(Cluster::id);
        Comparator<Cluster> order = byName
                ? name
                : Comparator.comparing((Cluster cluster) -> cluster.view().state())
                        .thenComparing(cluster -> !cluster.pinned())
                        .thenComparing(name);
        return descending ? order.reversed() : order;
    }
}
