package dev.sluice.acceptance.tools;

import static dev.sluice.acceptance.tools.ToolDesk.SALES_ONLY;
import static dev.sluice.acceptance.tools.ToolDesk.params;
import static dev.sluice.acceptance.tools.ToolRow.tool;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.acceptance.tools.ToolRow.Success;
import java.util.List;
import java.util.Map;

/** Jobs and their runs. */
final class JobRows {
    /** 2^53 + 1, which no double can hold. */
    static final String BEYOND_DOUBLES = "9007199254740993";

    private static final long NIGHTLY = 987_654;
    private static final long ABSENT = 404_404;

    private JobRows() {}

    static List<ToolRow> rows() {
        return List.of(
                tool("jobs_list")
                        .with("limit", "100")
                        .shows(
                                "100 jobs, more than the default of 20",
                                success ->
                                        assertThat(success.data().get("jobs")).hasSize(100))
                        .fails("limit", 100, "page_token", "nonsense")
                        .as("request_rejected", "Check the"),
                tool("job_get")
                        .with("job_id", BEYOND_DOUBLES)
                        .shows("a job whose id is beyond doubles, as a string", success -> {
                            assertThat(success.data().get("job_id").isTextual()).isTrue();
                            assertThat(success.text("/job_id")).isEqualTo(BEYOND_DOUBLES);
                            assertThat(success.text("/settings/name")).isEqualTo("Beyond doubles");
                        })
                        .fails("job_id", ABSENT)
                        .as("object_not_found", "databricksworkspace_jobs_list"),
                tool("job_run_now")
                        .with("job_id", NIGHTLY, "job_parameters", Map.of("day", "2001-02-03"))
                        .shows("a run of that job, with the parameter given", JobRows::started)
                        .failsFor(SALES_ONLY, "job_id", 424_242)
                        .as("permission_denied", "The workspace admin grants"),
                tool("job_runs_list")
                        .with("job_id", NIGHTLY, "limit", 60)
                        .shows("60 runs, of pages of 25", success -> {
                            assertThat(success.data().get("runs")).hasSize(60);
                            assertThat(success.data().get("runs").findValuesAsText("run_id"))
                                    .doesNotHaveDuplicates();
                        })
                        .fails("job_id", NIGHTLY, "page_token", "nonsense")
                        .as("request_rejected", "Check the"),
                tool("job_run_get")
                        .given(desk -> params("run_id", run(desk)))
                        .shows("a run under way, its id a string", success -> {
                            assertThat(success.data().get("run_id").isTextual()).isTrue();
                            assertThat(success.text("/run_id")).isEqualTo(success.param("run_id"));
                            assertThat(success.text("/status/state")).isIn("PENDING", "RUNNING", "QUEUED");
                        })
                        .fails("run_id", "1234567")
                        .as("object_not_found", "databricksworkspace_job_runs_list"),
                tool("job_create")
                        .given(desk -> job())
                        .shows("a job with its task, tag and limits", JobRows::created)
                        .fails("name", "two of one key", "tasks", List.of(task(), task()))
                        .as("request_rejected", "Check the"),
                tool("job_delete")
                        .given(desk -> params(
                                "job_id",
                                desk.data("job_create", job()).get("job_id").asText()))
                        .shows(
                                "the job is gone",
                                success -> assertThat(success.desk()
                                                .problem(ToolDesk.ADMIN, "job_get", success.params())
                                                .get("code")
                                                .asText())
                                        .isEqualTo("object_not_found"))
                        .failsFor(SALES_ONLY, "job_id", 424_242)
                        .as("permission_denied", "The workspace admin grants"));
    }

    private static Map<String, Object> task() {
        return Map.of(
                "task_key",
                "only",
                "existing_cluster_id",
                ComputeRows.ANALYTICS,
                "notebook_task",
                Map.of("notebook_path", "/Shared/etl/load_orders"));
    }

    private static Map<String, Object> job() {
        return params(
                "name",
                ToolDesk.unique("job"),
                "tasks",
                List.of(task()),
                "tags",
                Map.of("team", "sales"),
                "max_concurrent_runs",
                2,
                "timeout_seconds",
                600);
    }

    private static String run(ToolDesk desk) {
        return desk.data("job_run_now", "job_id", NIGHTLY, "idempotency_token", ToolDesk.unique("run"))
                .get("run_id")
                .asText();
    }

    private static void started(Success success) {
        assertThat(success.data().get("run_id").isTextual()).isTrue();
        JsonNode run = success.desk().data("job_run_get", "run_id", success.text("/run_id"));
        assertThat(run.get("job_id").asLong()).isEqualTo(NIGHTLY);
        assertThat(run.get("job_parameters").toString()).contains("2001-02-03");
    }

    private static void created(Success success) {
        JsonNode settings = success.desk()
                .data("job_get", "job_id", success.text("/job_id"))
                .get("settings");
        assertThat(settings.get("name").asText()).isEqualTo(success.param("name"));
        assertThat(settings.at("/tasks/0/task_key").asText()).isEqualTo("only");
        assertThat(settings.at("/tags/team").asText()).isEqualTo("sales");
        assertThat(settings.get("max_concurrent_runs").asInt()).isEqualTo(2);
        assertThat(settings.get("timeout_seconds").asInt()).isEqualTo(600);
    }
}
