package dev.sluice.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The jobs API's own words: pages, refusals, and how often something was started. */
class JobsWireTest {
    private static final String ROOT = "/api/2.2/jobs/";
    private static final String RUNS = ROOT + "runs/list?job_id=1987654&limit=25";
    private static Sandbox sandbox;
    private static Workspace workspace;
    private static Wire admin;

    @BeforeAll
    static void start() {
        sandbox = Sandbox.builder().workspace(DefaultWorkspaces.globex()).start();
        workspace = sandbox.first();
        workspace.settings().change(TestSettings.slowCompute());
        admin = Wire.as(workspace, "admin");
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/2.2/jobs/", "/api/2.1/jobs/"})
    void givesTwentyJobsAPageUnlessAsked(String root) {
        JsonObject page = admin.getJson(root + "list");

        assertThat(page.getJsonArray("jobs").size()).isEqualTo(20);
        assertThat(page.getBoolean("has_more")).isTrue();
        assertThat(page.getString("next_page_token")).isNotEmpty();
        assertThat(page.containsKey("prev_page_token")).isFalse();
    }

    @Test
    void leavesTheJobsOutWhereThereAreNone() {
        assertThat(admin.getJson(ROOT + "list?name=nothing").encode()).isEqualTo("{\"has_more\":false}");
        assertThat(Wire.as(workspace, "no-warehouse").get(ROOT + "runs/list").body())
                .isEqualTo("{\"has_more\":false}");
    }

    @Test
    void showsTasksOnlyWhenAsked() {
        String list = ROOT + "list?name=Wide%20fan-out";

        JsonObject plain = first(admin.getJson(list), "jobs");
        JsonObject expanded = first(admin.getJson(list + "&expand_tasks=true"), "jobs");

        assertThat(plain.getJsonObject("settings").containsKey("tasks")).isFalse();
        assertThat(expanded.getJsonObject("settings").getJsonArray("tasks").size())
                .isEqualTo(100);
        assertThat(expanded.getBoolean("has_more")).isTrue();
    }

    @Test
    void goesBackToThePageBefore() {
        JsonObject first = admin.getJson(ROOT + "list?limit=7");
        JsonObject second = admin.getJson(ROOT + "list?limit=7&page_token=" + first.getString("next_page_token"));
        JsonObject back = admin.getJson(ROOT + "list?limit=7&page_token=" + second.getString("prev_page_token"));

        assertThat(ids(second, "jobs", "job_id")).doesNotContainAnyElementsOf(ids(first, "jobs", "job_id"));
        assertThat(ids(back, "jobs", "job_id")).isEqualTo(ids(first, "jobs", "job_id"));
    }

    @Test
    void stillHonoursAnOffset() {
        List<Long> all = ids(admin.getJson(ROOT + "list?limit=30"), "jobs", "job_id");

        assertThat(ids(admin.getJson(ROOT + "list?limit=10&offset=20"), "jobs", "job_id"))
                .isEqualTo(all.subList(20, 30));
    }

    @Test
    void repeatsNoRunWhenOneIsStartedBetweenTwoPages() {
        JsonObject first = admin.getJson(RUNS);
        admin.post(ROOT + "run-now", "{\"job_id\":1987654}");
        JsonObject second = admin.getJson(RUNS + "&page_token=" + first.getString("next_page_token"));

        assertThat(ids(second, "runs", "run_id")).doesNotContainAnyElementsOf(ids(first, "runs", "run_id"));
    }

    @ParameterizedTest
    @CsvSource({
        "list?limit=101, Invalid limit 101 - it has to be no more than 100.",
        "list?limit=0, Invalid limit 0 - it has to be greater than 0.",
        "runs/list?limit=26, Invalid limit 26 - it has to be no more than 25.",
        "runs/list?active_only=true&completed_only=true, Only one of active_only and completed_only may be true.",
        "get?job_id=12, Job 12 does not exist.",
        "get?job_id=twelve, Error while parsing type: int64.",
        "get, Missing required field: job_id",
        "runs/list?job_id=12, Job 12 does not exist.",
        "runs/get?run_id=12, Run 12 does not exist.",
        "list?page_token=nonsense, Invalid page token."
    })
    void refusesWhatItCannotAnswer(String call, String message) {
        HttpResponse<String> answer = admin.get(ROOT + call);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(new JsonObject(answer.body()).getString("error_code")).isEqualTo("INVALID_PARAMETER_VALUE");
        assertThat(new JsonObject(answer.body()).getString("message")).isEqualTo(message);
    }

    @Test
    void refusesTooLargeAnOffset() {
        assertThat(new JsonObject(admin.get(ROOT + "runs/list?offset=10020").body()).getString("message"))
                .isEqualTo("The supplied offset 10020 has exceeded the value of 10000 allowed for this parameter."
                        + "Please use the page_token parameter to paginate:"
                        + " https://docs.databricks.com/api/workspace/jobs/listruns.");
    }

    @Test
    void answersAnAbsentJobAsItIsSet() {
        workspace.settings().change(new JsonObject().put("jobs", new JsonObject().put("absent_status", 404)));
        HttpResponse<String> answer = admin.get(ROOT + "get?job_id=12");
        workspace.settings().change(new JsonObject().put("jobs", new JsonObject().put("absent_status", 400)));

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(new JsonObject(answer.body()).getString("error_code")).isEqualTo("RESOURCE_DOES_NOT_EXIST");
    }

    @Test
    void tellsActiveRunsFromCompletedOnes() {
        long id = admin.postJson(ROOT + "run-now", new JsonObject().put("job_id", 1_424_242))
                .getLong("run_id");
        String list = ROOT + "runs/list?job_id=1424242";

        assertThat(ids(admin.getJson(list + "&active_only=true"), "runs", "run_id"))
                .containsExactly(id);
        assertThat(ids(admin.getJson(list + "&completed_only=true"), "runs", "run_id"))
                .hasSize(3)
                .doesNotContain(id);
    }

    @Test
    void listsTheRunsOfATime() {
        long now = workspace.clock().instant().toEpochMilli();
        long from = now - Duration.ofMinutes(150).toMillis();
        long to = now - Duration.ofMinutes(30).toMillis();

        JsonObject answer =
                admin.getJson(ROOT + "runs/list?job_id=1666001&start_time_from=" + from + "&start_time_to=" + to);

        assertThat(answer.getJsonArray("runs").size()).isEqualTo(2);
        assertThat(first(answer, "runs").getJsonObject("state").getString("result_state"))
                .isEqualTo("FAILED");
    }

    @Test
    void startsOneRunHoweverManyAskAtOnceWithOneToken() {
        long before = runsStarted();
        String body = "{\"job_id\":1120120,\"idempotency_token\":\"burst\"}";

        List<CompletableFuture<Integer>> burst = IntStream.range(0, 50)
                .mapToObj(i -> Wire.sendAsync(admin.request(ROOT + "run-now").POST(BodyPublishers.ofString(body))))
                .toList();

        assertThat(burst).allSatisfy(answer -> assertThat(answer.join()).isEqualTo(200));
        assertThat(runsStarted()).isEqualTo(before + 1);
    }

    @Test
    void refusesALongIdempotencyToken() {
        HttpResponse<String> answer = admin.post(
                ROOT + "run-now",
                new JsonObject()
                        .put("job_id", 1_987_654)
                        .put("idempotency_token", "x".repeat(65))
                        .encode());

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(new JsonObject(answer.body()).getString("message"))
                .isEqualTo("The idempotency_token must have at most 64 characters.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'tasks':[{'description':'nameless'}]} | Missing required field: tasks[0].task_key",
                "{'tasks':[{'task_key':'a'},{'task_key':'a'}]} | Duplicate task_key: a",
                "{'parameters':['day']} | Missing required field: parameters[0].name",
                "{'tasks':[{'task_key':'a','job_cluster_key':'b'}]} | Task a names the job cluster b, which job_clusters does not define."
            },
            quoteCharacter = '`')
    void refusesToCreateWhatMakesNoJob(String body, String message) {
        HttpResponse<String> answer = admin.post(ROOT + "create", body.replace('\'', '"'));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(new JsonObject(answer.body()).getString("message")).isEqualTo(message);
    }

    @Test
    void takesNumbersForNames() {
        JsonObject job = admin.postJson(
                ROOT + "create",
                new JsonObject(
                        "{\"name\":7,\"tasks\":[{\"task_key\":1}],\"parameters\":[{\"name\":2,\"default\":3}]}"));

        long run = admin.postJson(ROOT + "run-now", job).getLong("run_id");

        JsonObject answer = admin.getJson(ROOT + "runs/get?run_id=" + run);
        assertThat(answer.getString("run_name")).isEqualTo("7");
        assertThat(first(answer, "tasks").getString("task_key")).isEqualTo("1");
    }

    private static long runsStarted() {
        return admin.getJson("/sandbox/counters").getLong("runs_started");
    }

    private static JsonObject first(JsonObject page, String list) {
        return page.getJsonArray(list).getJsonObject(0);
    }

    private static List<Long> ids(JsonObject page, String list, String id) {
        return page.getJsonArray(list).stream()
                .map(each -> ((JsonObject) each).getLong(id))
                .toList();
    }
}
