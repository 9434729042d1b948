package dev.sluice.sandbox;

import dev.sluice.sandbox.compute.PlannedCluster;
import dev.sluice.sandbox.jobs.PlannedJob;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * The clusters and jobs of a default workspace: some to try things with, and enough of them that lists have pages. The
 * secrets in the first cluster's configuration are toys.
 */
final class DefaultCompute {
    /** The job of the guide's samples; it has 60 runs. */
    static final long NIGHTLY = 987_654;

    /** No double can hold its id. */
    static final long BEYOND_DOUBLES = (1L << 53) + 1;

    /** The one that {@code sales-only} may look at. */
    static final long DASHBOARD = 424_242;

    static final long ALWAYS_FAILS = 666_001;

    /** It has 120 tasks. */
    static final long WIDE = 120_120;

    private static final int GENERATED_CLUSTERS = 23;
    private static final int GENERATED_JOBS = 130;
    private final String workspace;
    private final long shift;

    /** @param shift is added to the ids of jobs, so that those of one workspace are unknown to another */
    DefaultCompute(String workspace, long shift) {
        this.workspace = workspace;
        this.shift = shift;
    }

    List<PlannedCluster> clusters() {
        List<PlannedCluster> clusters = new ArrayList<>();
        clusters.add(new PlannedCluster(clusterId(1), analytics(), true, true));
        clusters.add(new PlannedCluster(clusterId(2), spec("Nightly ETL").put("num_workers", 4), false, false));
        IntStream.rangeClosed(1, GENERATED_CLUSTERS)
                .mapToObj(n -> new PlannedCluster(
                        clusterId(n + 2),
                        spec("Scratch " + two(n)).put("num_workers", 1).put("policy_id", "E0631F5C0D0006D7"),
                        false,
                        false))
                .forEach(clusters::add);
        return clusters;
    }

    /** The oldest first. */
    List<PlannedJob> jobs() {
        List<PlannedJob> jobs = new ArrayList<>();
        IntStream.rangeClosed(1, GENERATED_JOBS)
                .mapToObj(n -> job(5_000_000L + n, "Report " + n, 1, 0, false))
                .forEach(jobs::add);
        jobs.add(job(WIDE, "Wide fan-out", 120, 1, false));
        jobs.add(job(ALWAYS_FAILS, "Always fails", 1, 2, true));
        jobs.add(job(DASHBOARD, "Refresh sales dashboard", 1, 3, false));
        jobs.add(job(BEYOND_DOUBLES, "Beyond doubles", 1, 1, false));
        jobs.add(job(NIGHTLY, "Nightly orders", 2, 60, false));
        return jobs;
    }

    long jobId(long id) {
        return id + shift;
    }

    private String clusterId(int number) {
        return "1122-0900" + two(number) + "-"
                + String.format(Locale.ROOT, "%-8.8s", workspace).replace(' ', '0');
    }

    private static JsonObject analytics() {
        return spec("Shared Analytics")
                .put("autoscale", new JsonObject().put("min_workers", 2).put("max_workers", 8))
                .put("data_security_mode", "USER_ISOLATION")
                .put("custom_tags", new JsonObject().put("team", "analytics"))
                .put(
                        "spark_conf",
                        new JsonObject()
                                .put("spark.sql.shuffle.partitions", "64")
                                .put("spark.hadoop.javax.jdo.option.ConnectionPassword", "toy-metastore-password"))
                .put(
                        "spark_env_vars",
                        new JsonObject()
                                .put("PYSPARK_PYTHON", "/databricks/python3/bin/python3")
                                .put("VENDOR_API_TOKEN", "toy-vendor-token"));
    }

    private static JsonObject spec(String name) {
        return new JsonObject()
                .put("cluster_name", name)
                .put("spark_version", "16.4.x-scala2.12")
                .put("node_type_id", "i3.xlarge")
                .put("autotermination_minutes", 60);
    }

    private PlannedJob job(long id, String name, int tasks, int pastRuns, boolean fails) {
        JsonArray list = new JsonArray();
        for (int i = 1; i <= tasks; i++) {
            list.add(new JsonObject()
                    .put("task_key", "step_" + i)
                    .put("existing_cluster_id", clusterId(2))
                    .put("notebook_task", new JsonObject().put("notebook_path", "/Shared/step_" + i)));
        }
        JsonObject settings = new JsonObject()
                .put("name", name)
                .put("tasks", list)
                .put(
                        "parameters",
                        new JsonArray().add(new JsonObject().put("name", "day").put("default", "today")));
        return new PlannedJob(jobId(id), settings, pastRuns, fails);
    }

    private static String two(int number) {
        return String.format(Locale.ROOT, "%02d", number);
    }
}
