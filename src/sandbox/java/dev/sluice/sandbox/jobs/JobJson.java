package dev.sluice.sandbox.jobs;

import dev.sluice.sandbox.http.Page;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A job as the API writes it. Databricks REST: jobs 2.2, where no answer has more than 100 tasks of one job. */
final class JobJson {
    static final int MOST_TASKS = 100;

    private JobJson() {}

    /** As lists show it: without what makes it large, or with the first tasks of it. */
    static JsonObject listed(Job job, boolean expand) {
        JsonObject settings = job.settings().copy();
        JsonObject json = base(job);
        if (expand) {
            Page<Object> tasks = tasks(job.tasks(), null);
            settings.put("tasks", new JsonArray(tasks.items()));
            if (tasks.next() != null) {
                json.put("has_more", true);
            }
        } else {
            List.of("tasks", "job_clusters", "environments", "parameters").forEach(settings::remove);
        }
        return json.put("settings", settings);
    }

    /** One page of the whole; after the first, only what goes on there. */
    static JsonObject whole(Job job, @Nullable String token) {
        Page<Object> tasks = tasks(job.tasks(), token);
        JsonObject settings = job.settings().copy().put("tasks", new JsonArray(tasks.items()));
        if (tasks.previous() != null) {
            List.of("job_clusters", "environments", "parameters").forEach(settings::remove);
        }
        JsonObject json = base(job).put("run_as_user_name", job.creator()).put("settings", settings);
        return tasks.next() == null ? json : tasks.close(json.put("has_more", true));
    }

    static Page<Object> tasks(JsonArray all, @Nullable String token) {
        return Page.of(all.copy().stream().toList(), null, token, MOST_TASKS, "limit");
    }

    private static JsonObject base(Job job) {
        return new JsonObject()
                .put("job_id", job.id())
                .put("creator_user_name", job.creator())
                .put("created_time", job.created().toEpochMilli());
    }
}
