package dev.sluice.acceptance.tools;

import static dev.sluice.acceptance.tools.ToolDesk.RUNNING_WAREHOUSE;
import static dev.sluice.acceptance.tools.ToolDesk.params;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.testing.PostgresResource;
import dev.sluice.testing.SandboxResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is long is read to its end by {@code next}; what is secret stays so; what looks like SQL is none. */
@QuarkusTest
@WithTestResource(PostgresResource.class)
@WithTestResource(SandboxResource.class)
class HonestAnswersTest {
    private static final int MOST_BYTES = 4 * 1024 * 1024;

    private ToolDesk desk;

    @BeforeEach
    void openDesk() {
        desk = ToolDesk.open();
    }

    /** The answers of a call and of those that its {@code next} leads to. */
    private List<JsonNode> toTheEnd(String tool, Map<String, ?> params) {
        List<JsonNode> answers = new ArrayList<>();
        @Nullable JsonNode next = null;
        do {
            ToolDesk.Reply reply = next == null
                    ? desk.call(ToolDesk.ADMIN, tool, params)
                    : desk.call(
                            ToolDesk.ADMIN,
                            next.get("tool_name").asText().substring(ToolDesk.PREFIX.length()),
                            ToolDesk.map(next.get("params")));
            assertThat(reply.status()).as("%s", reply.body()).isEqualTo(200);
            assertThat(reply.bytes()).isLessThan(MOST_BYTES);
            answers.add(reply.body().get("data"));
            next = answers.getLast().get("next");
            assertThat(answers.getLast().path("truncated").asBoolean()).isEqualTo(next != null);
        } while (next != null);
        return answers;
    }

    private static List<String> texts(List<JsonNode> answers, String list, String member) {
        return answers.stream()
                .flatMap(answer -> answer.get(list).valueStream())
                .map(item -> item.get(member).asText())
                .toList();
    }

    @Test
    void aResultBeyondAnAnswerIsReadToItsEnd() {
        List<JsonNode> answers = toTheEnd(
                "sql_statement_execute",
                params(
                        "statement",
                        "SELECT flight_id, repeat('x', 150) FROM main.flights.flights ORDER BY flight_id LIMIT 60000",
                        "warehouse_id",
                        RUNNING_WAREHOUSE,
                        "wait_timeout",
                        "50s"));

        List<Long> ids = new ArrayList<>();
        answers.forEach(answer -> (answer.has("result") ? answer.get("result") : answer)
                .get("data_array")
                .forEach(row -> ids.add(row.get(0).asLong())));
        assertThat(answers).hasSizeGreaterThan(2);
        assertThat(ids).hasSize(60_000).isSorted().doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({
        "jobs_list,           jobs,      job_id,    100, 135",
        "jobs_list,           jobs,      job_id,    7,   135",
        "job_runs_list,       runs,      run_id,    30,  60",
        "workspace_list,      objects,   object_id, 1000, 5000",
        "unity_catalog_schemas_list, schemas, full_name, , 6"
    })
    void aListIsReadToItsEnd(String tool, String list, String id, @Nullable Integer limit, int atLeast) {
        Map<String, Object> params = switch (tool) {
            case "job_runs_list" -> params("job_id", 987_654);
            case "workspace_list" -> params("path", "/Shared/exports");
            case "unity_catalog_schemas_list" -> params("catalog_name", "main");
            default -> params();
        };
        if (limit != null) {
            params.put("limit", limit);
        }

        List<JsonNode> answers = toTheEnd(tool, params);

        assertThat(texts(answers, list, id))
                .hasSizeGreaterThanOrEqualTo(atLeast)
                .doesNotHaveDuplicates();
        assertThat(answers.subList(0, answers.size() - 1))
                .allSatisfy(answer -> assertThat(answer.get(list).size()).isEqualTo(limit));
    }

    @Test
    void aListHoldsAsManyAsTheToolPromises() {
        IntStream.range(0, 50).forEach(i -> desk.data("job_run_now", "job_id", 987_654, "idempotency_token", "p" + i));

        assertThat(desk.data("jobs_list").get("jobs")).hasSize(20);
        assertThat(desk.data("job_runs_list", "job_id", 987_654).get("runs")).hasSize(20);
        assertThat(desk.data("job_runs_list", "job_id", 987_654, "limit", 1000).get("runs"))
                .hasSizeGreaterThanOrEqualTo(110);
        assertThat(desk.data("scim_users_list", "count", "250").get("Resources"))
                .hasSize(250);
    }

    @Test
    void secretsInJobsAreMasked() {
        JsonNode cluster = ToolDesk.json("""
                {"spark_version": "16.4.x-scala2.12", "node_type_id": "i3.xlarge", "num_workers": 1,
                 "spark_conf": {"fs.azure.account.key.x": "toy-metastore-password", "spark.sql.shuffle.partitions": "8"},
                 "spark_env_vars": {"VENDOR_API_TOKEN": "toy-vendor-token"}}""");
        JsonNode task = ToolDesk.json("""
                {"task_key": "a", "notebook_task": {"notebook_path": "/a"}}""");
        JsonNode shared = ToolDesk.json("{\"job_cluster_key\": \"small\"}");
        String job = desk.data(
                        "job_create",
                        "name",
                        "secretive",
                        "tasks",
                        List.of(
                                with(task, "new_cluster", cluster),
                                with(with(task, "task_key", "b"), "job_cluster_key", "small")),
                        "job_clusters",
                        List.of(with(shared, "new_cluster", cluster)))
                .get("job_id")
                .asText();
        String run = desk.data("job_run_now", "job_id", job).get("run_id").asText();

        JsonNode got = desk.data("job_get", "job_id", job);

        assertThat(got.toString()).contains("spark.sql.shuffle.partitions\":\"8\"", "[masked]");
        ComputeRows.secretsMasked(got);
        ComputeRows.secretsMasked(desk.data("job_run_get", "run_id", run));
        ComputeRows.secretsMasked(desk.data("jobs_list", "limit", 100));
        ComputeRows.secretsMasked(desk.data("job_runs_list", "job_id", job));
        desk.data("job_delete", "job_id", job);
    }

    private static Map<String, Object> with(Object object, String name, Object value) {
        Map<String, Object> more = ToolDesk.map(object);
        more.put(name, value);
        return more;
    }

    @ParameterizedTest
    @ValueSource(strings = {"main` WHERE 1 = 1 --", "`", "``", "main`, main", "\"main\"", "main;", "ma'in", "{schema}"})
    void anIdentifierThatTriesToLeaveItsQuotesNamesNothing(String catalog) {
        JsonNode problem = desk.problem(
                ToolDesk.ADMIN,
                "information_schema_schemata",
                params("catalog", catalog, "warehouse_id", RUNNING_WAREHOUSE));

        assertThat(problem.get("code").asText()).isEqualTo("object_not_found");
    }

    @Test
    void aValueThatTriesToBeSqlIsCompared() {
        JsonNode data = desk.data(
                "information_schema_tables",
                params("catalog", "main", "schema", "sales' OR '1'='1", "warehouse_id", RUNNING_WAREHOUSE));

        assertThat(data.at("/manifest/total_row_count").asInt()).isZero();
    }
}
