package dev.sluice.acceptance;

import static java.util.concurrent.CompletableFuture.supplyAsync;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.sandbox.Workspace;
import dev.sluice.sandbox.faults.Fault;
import dev.sluice.sandbox.faults.Faults;
import dev.sluice.sandbox.http.Reply;
import dev.sluice.testing.Gateway;
import dev.sluice.testing.Gateway.Tenant;
import dev.sluice.testing.PostgresResource;
import dev.sluice.testing.SandboxResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A call that changes something runs once, however often a client repeats it. The sandbox counts. */
@QuarkusTest
@WithTestResource(PostgresResource.class)
@WithTestResource(SandboxResource.class)
class AtMostOnceTest {
    private static final String EXECUTE = "databricksworkspace_sql_statement_execute";

    private final Workspace workspace = SandboxResource.first();
    private final String table =
            "main.sales.once_" + UUID.randomUUID().toString().replace("-", "");
    private Tenant tenant;

    @BeforeEach
    void setUp() {
        tenant = Gateway.tenant();
        tenant.connect("dml", workspace, workspace.plan().allRights());
        sql("CREATE TABLE " + table + " (n INT)");
    }

    @AfterEach
    void comeBack() {
        workspace.faults().clear();
    }

    private Response call(String tool, Map<String, ?> params, String... key) {
        var request = tenant.asks();
        if (key.length > 0) {
            request.header("Idempotency-Key", key[0]);
        }
        return request.body(Map.of("tool_name", tool, "identifier", "dml", "params", params))
                .post("/api/v1/execute_tool");
    }

    private Response sql(String statement, String... key) {
        return call(
                EXECUTE,
                Map.of("statement", statement, "warehouse_id", workspace.plan().warehouseId()),
                key);
    }

    private Response insert(String... key) {
        return sql("INSERT INTO " + table + " VALUES (1)", key);
    }

    private int rows() {
        return Integer.parseInt(
                sql("SELECT count(*) FROM " + table).jsonPath().getString("data.result.data_array[0][0]"));
    }

    @Test
    void aBlindRepeatGetsTheFirstAnswer() {
        JsonPath first = insert().then().statusCode(200).extract().jsonPath();
        JsonPath second = insert().then().statusCode(200).extract().jsonPath();
        JsonPath third = insert().then().statusCode(200).extract().jsonPath();

        assertThat(rows()).isEqualTo(1);
        assertThat(first.getString("repeat_of")).isNull();
        assertThat(List.of(second, third)).allSatisfy(repeat -> {
            assertThat(repeat.getString("repeat_of")).isEqualTo(first.getString("execution_id"));
            assertThat(repeat.getString("data.statement_id")).isEqualTo(first.getString("data.statement_id"));
            assertThat(repeat.getString("data.result.data_array[0][0]")).isEqualTo("1");
        });
    }

    @Test
    void repeatsThatOvertakeTheAnswerWaitForIt() {
        List<CompletableFuture<Response>> calls =
                Stream.generate(() -> supplyAsync(() -> insert())).limit(8).toList();

        assertThat(calls.stream().map(CompletableFuture::join).map(Response::statusCode))
                .containsOnly(200);
        assertThat(rows()).isEqualTo(1);
    }

    @Test
    void aQueryThatIsAskedAgainIsAnsweredAnew() {
        assertThat(rows()).isZero();
        insert().then().statusCode(200);
        assertThat(rows()).isEqualTo(1);
    }

    @Test
    void callsWithKeysOfTheirOwnAllRun() {
        insert("a").then().statusCode(200);
        insert("b").then().statusCode(200);
        insert("b").then().statusCode(200);

        assertThat(rows()).isEqualTo(2);
    }

    @Test
    void theKeyMayStandInTheParameters() {
        Map<String, Object> params = new HashMap<>(Map.of(
                "statement",
                "INSERT INTO " + table + " VALUES (1)",
                "warehouse_id",
                workspace.plan().warehouseId(),
                "idempotency_key",
                "k"));
        call(EXECUTE, params).then().statusCode(200);
        insert("k").then().statusCode(200);

        assertThat(rows()).isEqualTo(1);
    }

    @Test
    void aKeyIsForOneCallOnly() {
        insert("k").then().statusCode(200);

        JsonPath refused = sql("DELETE FROM " + table, "k")
                .then()
                .statusCode(422)
                .extract()
                .jsonPath();

        assertThat(refused.getString("code")).isEqualTo("repeat_differs");
        assertThat(rows()).isEqualTo(1);
    }

    @Test
    void aKeyBelongsToItsClientAndAccount() {
        insert("k").then().statusCode(200);
        Tenant other = tenant.scoped("tools:execute");

        other.asks()
                .header("Idempotency-Key", "k")
                .body(Map.of(
                        "tool_name",
                        EXECUTE,
                        "identifier",
                        "dml",
                        "params",
                        Map.of(
                                "statement",
                                "INSERT INTO " + table + " VALUES (1)",
                                "warehouse_id",
                                workspace.plan().warehouseId())))
                .post("/api/v1/execute_tool")
                .then()
                .statusCode(200);

        assertThat(rows()).isEqualTo(2);
    }

    @Test
    void anAnswerThatWasLostIsNotGuessed() {
        workspace.faults().inject("POST", "/api/2.0/sql/statements", 1, new Fault.Cut(5));

        List<String> codes = Stream.generate(() -> insert())
                .limit(3)
                .map(answer ->
                        answer.then().statusCode(409).extract().jsonPath().getString("code"))
                .toList();

        assertThat(codes).containsOnly("outcome_unknown");
        assertThat(rows()).isEqualTo(1);
    }

    @Test
    void aCallThatChangedNothingMayRunAgain() {
        workspace
                .faults()
                .inject(
                        "POST",
                        "/api/2.0/sql/statements",
                        1,
                        new Fault.Answer(
                                Reply.json(503, new JsonObject().put("error_code", "TEMPORARILY_UNAVAILABLE"))));

        insert().then().statusCode(503);
        insert().then().statusCode(200);

        assertThat(rows()).isEqualTo(1);
    }

    @Test
    void aStatementThatFailedMayRunAgain() {
        String later = table + "_later";
        sql("INSERT INTO " + later + " VALUES (1)").then().statusCode(404);
        sql("CREATE TABLE " + later + " (n INT)").then().statusCode(200);

        sql("INSERT INTO " + later + " VALUES (1)").then().statusCode(200);
    }

    @Test
    void aJobIsStartedOnce() {
        JsonPath first = runJob(200);
        JsonPath again = runJob(200);

        assertThat(again.getString("data.run_id")).isEqualTo(first.getString("data.run_id"));
        assertThat(again.getString("repeat_of")).isEqualTo(first.getString("execution_id"));
    }

    @Test
    void aJobWhoseStartWasNotToldIsNotStartedAgain() {
        workspace.faults().inject("POST", "/api/2.2/jobs/run-now", 1, new Fault.Cut(5));

        assertThat(runJob(409).getString("code")).isEqualTo("outcome_unknown");
        assertThat(runJob(409).getString("code")).isEqualTo("outcome_unknown");
    }

    private JsonPath runJob(int status) {
        return call("databricksworkspace_job_run_now", Map.of("job_id", 987654))
                .then()
                .statusCode(status)
                .extract()
                .jsonPath();
    }

    @Test
    void whatIsDoneUndoneAndDoneAgainIsDone() {
        String fickle = table + "_fickle";
        sql("CREATE TABLE " + fickle + " (n INT)").then().statusCode(200);
        sql("DROP TABLE " + fickle).then().statusCode(200);
        sql("CREATE TABLE " + fickle + " (n INT)").then().statusCode(200);

        sql("SELECT * FROM " + fickle).then().statusCode(200);
    }

    @Test
    void aQueryWhoseAnswerWasLostMayBeAskedAgain() {
        // The gateway itself asks again, some times.
        workspace.faults().inject("POST", "/api/2.0/sql/statements", Faults.ALWAYS, new Fault.Reset());

        assertThat(sql("SELECT 1").jsonPath().getBoolean("retryable")).isTrue();
        workspace.faults().clear();
        sql("SELECT 1").then().statusCode(200);
    }
}
