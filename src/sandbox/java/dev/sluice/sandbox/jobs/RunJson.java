package dev.sluice.sandbox.jobs;

import dev.sluice.sandbox.http.Page;
import dev.sluice.sandbox.jobs.Run.Phase;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A run as the API writes it at one moment. Databricks REST: jobs 2.2, Run; with the older {@code state} beside
 * {@code status}. Times are epoch milliseconds, and what has not ended has no end.
 */
final class RunJson {
    private static final String FAILURE = "Workload failed, see run output for details";
    private final Instant now;
    private final String origin;

    /** @param origin scheme, host and port that links lead to */
    RunJson(Instant now, String origin) {
        this.now = now;
        this.origin = origin;
    }

    JsonObject listed(Run run, boolean expand) {
        JsonObject json = base(run);
        if (expand) {
            Page<Object> tasks = tasks(run, null);
            json.put("tasks", new JsonArray(tasks.items()));
            if (tasks.next() != null) {
                json.put("has_more", true);
            }
        }
        return json;
    }

    JsonObject whole(Run run, @Nullable String token) {
        Page<Object> tasks = tasks(run, token);
        JsonObject json = base(run).put("tasks", new JsonArray(tasks.items()));
        return tasks.next() == null ? json : tasks.close(json.put("has_more", true));
    }

    private JsonObject base(Run run) {
        JsonObject json = new JsonObject()
                .put("job_id", run.job().id())
                .put("run_id", run.id())
                .put("number_in_job", run.id())
                .put("original_attempt_run_id", run.id())
                .put("creator_user_name", run.creator())
                .put("run_name", run.job().name())
                .put("run_type", "JOB_RUN")
                .put("format", "MULTI_TASK")
                .put("trigger", run.request() == RunRequest.PLAIN ? "PERIODIC" : "ONE_TIME")
                .put("run_page_url", page(run, run.id()))
                .put("job_parameters", parameters(run));
        if (!run.request().overriding().isEmpty()) {
            json.put("overriding_parameters", run.request().overriding());
        }
        return progress(run, json, "Task " + firstTask(run) + " failed with message: " + FAILURE + ".");
    }

    private JsonObject progress(Run run, JsonObject json, String failure) {
        Phase phase = run.phase(now);
        boolean over = phase == Phase.TERMINATED;
        json.put("start_time", run.started().toEpochMilli())
                .put("setup_duration", passed(run.started(), run.started().plus(run.waiting())))
                .put("execution_duration", passed(run.started().plus(run.waiting()), run.ended()))
                .put("cleanup_duration", 0)
                .put("state", state(run, phase, failure))
                .put("status", status(run, phase, failure));
        if (over) {
            json.put("end_time", run.ended().toEpochMilli()).put("run_duration", passed(run.started(), run.ended()));
        }
        return json;
    }

    private static JsonObject state(Run run, Phase phase, String failure) {
        boolean fails = run.job().fails();
        JsonObject state = new JsonObject().put("life_cycle_state", phase.name());
        return switch (phase) {
            case PENDING -> state.put("state_message", "Waiting for cluster");
            case RUNNING -> state.put("state_message", "In run");
            case TERMINATED ->
                state.put("result_state", fails ? "FAILED" : "SUCCESS")
                        .put("state_message", fails ? failure : "")
                        .put("user_cancelled_or_timedout", false);
        };
    }

    private static JsonObject status(Run run, Phase phase, String failure) {
        JsonObject status = new JsonObject().put("state", phase.name());
        if (phase != Phase.TERMINATED) {
            return status;
        }
        boolean fails = run.job().fails();
        return status.put(
                "termination_details",
                new JsonObject()
                        .put("code", fails ? "RUN_EXECUTION_ERROR" : "SUCCESS")
                        .put("type", fails ? "CLIENT_ERROR" : "SUCCESS")
                        .put("message", fails ? failure : ""));
    }

    private Page<Object> tasks(Run run, @Nullable String token) {
        JsonArray definitions = run.job().tasks();
        JsonArray tasks = new JsonArray();
        for (int i = 0; i < definitions.size(); i++) {
            JsonObject task = definitions
                    .getJsonObject(i)
                    .copy()
                    .put("run_id", run.taskRun(i))
                    .put("attempt_number", 0)
                    .put("run_page_url", page(run, run.taskRun(i)));
            tasks.add(progress(run, task, FAILURE));
        }
        return JobJson.tasks(tasks, token);
    }

    // What the job defines, with this run's values; then what the run was given besides.
    private static JsonArray parameters(Run run) {
        JsonObject given = run.request().parameters().copy();
        JsonArray parameters = new JsonArray();
        for (Object each : run.job().parameters()) {
            JsonObject parameter = ((JsonObject) each).copy();
            Object value = given.remove(String.valueOf(parameter.getValue("name")));
            parameters.add(parameter.put("value", value == null ? parameter.getValue("default") : value));
        }
        given.forEach(more ->
                parameters.add(new JsonObject().put("name", more.getKey()).put("value", more.getValue())));
        return parameters;
    }

    private static String firstTask(Run run) {
        JsonArray tasks = run.job().tasks();
        return tasks.isEmpty() ? "main" : tasks.getJsonObject(0).getString("task_key");
    }

    private String page(Run run, long id) {
        return origin + "/#job/" + run.job().id() + "/run/" + id;
    }

    private long passed(Instant from, Instant to) {
        Instant until = to.isBefore(now) ? to : now;
        return Math.max(0, Duration.between(from, until).toMillis());
    }
}
