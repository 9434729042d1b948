package dev.sluice.sandbox.jobs;

import dev.sluice.sandbox.http.Fields;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads what jobs/create is given, and fills in what the platform does. What makes no sense is refused; the words are
 * the sandbox's own.
 */
final class JobSettings {
    private JobSettings() {}

    static JsonObject read(JsonObject body) {
        Fields fields = new Fields(body);
        @Nullable String name = fields.text("name");
        @Nullable Long concurrent = fields.number("max_concurrent_runs");
        @Nullable Long timeout = fields.number("timeout_seconds");
        JsonObject settings = new JsonObject()
                .put("email_notifications", new JsonObject())
                .put("webhook_notifications", new JsonObject())
                .mergeIn(body)
                .put("name", name == null ? "Untitled" : name)
                .put("timeout_seconds", timeout == null ? 0 : timeout)
                .put("max_concurrent_runs", concurrent == null ? 1 : concurrent)
                .put("format", "MULTI_TASK")
                .put("tasks", tasks(fields));
        settings.remove("access_control_list");
        return settings;
    }

    private static JsonArray tasks(Fields job) {
        Set<String> clusters = keys(job, "job_clusters", "job_cluster_key");
        keys(job, "tasks", "task_key");
        keys(job, "parameters", "name");
        JsonArray tasks = new JsonArray();
        for (Object each : job.list("tasks")) {
            JsonObject task = (JsonObject) each;
            Fields fields = new Fields(task);
            @Nullable String cluster = fields.text("job_cluster_key");
            if (cluster != null && !clusters.contains(cluster)) {
                throw JobRefusals.invalid("Task " + fields.text("task_key") + " names the job cluster " + cluster
                        + ", which job_clusters does not define.");
            }
            tasks.add(new JsonObject()
                    .put("run_if", "ALL_SUCCESS")
                    .put("timeout_seconds", 0)
                    .put("email_notifications", new JsonObject())
                    .mergeIn(task)
                    .put("task_key", fields.text("task_key")));
        }
        return tasks;
    }

    private static Set<String> keys(Fields job, String list, String key) {
        Set<String> seen = new HashSet<>();
        JsonArray items = job.list(list);
        for (int i = 0; i < items.size(); i++) {
            @Nullable String value = items.getValue(i) instanceof JsonObject item ? new Fields(item).text(key) : null;
            if (value == null || value.isEmpty()) {
                throw JobRefusals.invalid("Missing required field: " + list + "[" + i + "]." + key);
            }
            if (!seen.add(value)) {
                throw JobRefusals.invalid("Duplicate " + key + ": " + value);
            }
        }
        return seen;
    }
}
