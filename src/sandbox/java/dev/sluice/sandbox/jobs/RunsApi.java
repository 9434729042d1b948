package dev.sluice.sandbox.jobs;

import dev.sluice.sandbox.auth.Authenticator;
import dev.sluice.sandbox.auth.Principal;
import dev.sluice.sandbox.http.Call;
import dev.sluice.sandbox.http.Fields;
import dev.sluice.sandbox.http.Reply;
import dev.sluice.sandbox.http.Routes;
import dev.sluice.sandbox.permissions.PermissionLevel;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** {@code run-now}, {@code runs/list} and {@code runs/get} of {@code /api/2.2/jobs}. Databricks REST: jobs 2.2. */
final class RunsApi {
    private final Authenticator authenticator;
    private final Jobs jobs;
    private final Runs runs;

    RunsApi(Authenticator authenticator, Jobs jobs, Runs runs) {
        this.authenticator = authenticator;
        this.jobs = jobs;
        this.runs = runs;
    }

    void addTo(Routes routes, String root) {
        routes.post(root + "run-now", authenticator.any("jobs", this::runNow))
                .get(root + "runs/list", authenticator.any("jobs", this::list))
                .get(root + "runs/get", authenticator.any("jobs", this::get));
    }

    private Future<Reply> runNow(Call call, Principal principal) {
        RunRequest request = RunRequest.read(call.json());
        Job job = jobs.require(request.jobId(), principal, PermissionLevel.CAN_MANAGE_RUN);
        Run run = runs.start(job, principal, request);
        return Future.succeededFuture(
                Reply.json(new JsonObject().put("run_id", run.id()).put("number_in_job", run.id())));
    }

    private Future<Reply> list(Call call, Principal principal) {
        Fields query = Fields.ofQuery(call);
        ListRequest request = ListRequest.ofRuns(query);
        @Nullable Long jobId = query.number("job_id");
        if (jobId != null) {
            jobs.require(jobId, principal, PermissionLevel.CAN_VIEW);
        }
        Instant now = runs.now();
        List<Run> found =
                runs.visibleTo(principal).stream().filter(filter(query, now)).toList();
        RunJson json = new RunJson(now, call.origin());
        boolean expand = query.flag("expand_tasks");
        return Future.succeededFuture(
                Reply.json(NewestFirst.cut(found, request).toJson("runs", run -> json.listed(run, expand))));
    }

    private Future<Reply> get(Call call, Principal principal) {
        Fields query = Fields.ofQuery(call);
        Run run = runs.require(query.requiredNumber("run_id"), principal);
        RunJson json = new RunJson(runs.now(), call.origin());
        return Future.succeededFuture(Reply.json(json.whole(run, query.text("page_token"))));
    }

    private static Predicate<Run> filter(Fields query, Instant now) {
        boolean active = query.flag("active_only");
        boolean completed = query.flag("completed_only");
        if (active && completed) {
            // The words are the sandbox's own.
            throw JobRefusals.invalid("Only one of active_only and completed_only may be true.");
        }
        @Nullable Long jobId = query.number("job_id");
        @Nullable Long from = query.number("start_time_from");
        @Nullable Long to = query.number("start_time_to");
        @Nullable String type = query.text("run_type");
        return run -> {
            boolean over = run.phase(now) == Run.Phase.TERMINATED;
            long started = run.started().toEpochMilli();
            return (jobId == null || jobId == run.job().id())
                    && (!active || !over)
                    && (!completed || over)
                    && (from == null || started >= from)
                    && (to == null || started <= to)
                    && (type == null || type.equals("JOB_RUN"));
        };
    }
}
