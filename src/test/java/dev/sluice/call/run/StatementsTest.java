package dev.sluice.call.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.fault.FaultCode;
import dev.sluice.fault.FaultException;
import dev.sluice.workspace.WorkspaceRequest;
import dev.sluice.workspace.WorkspaceResponse;
import io.vertx.core.http.HttpMethod;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatementsTest {
    private static final String EXECUTE = "{'statement':'SELECT 1','warehouse_id':'abc'}";
    private static final String DONE = "{\"statement_id\":\"s1\",\"status\":{\"state\":\"SUCCEEDED\"}}";

    /** A workspace with one warehouse in a state, whose statements end in an answer. */
    private static ScriptedWorkspace warehouse(String state, String answer) {
        return ScriptedWorkspace.answering(request -> {
            if (request.path().endsWith("/start")) {
                return "";
            }
            return request.path().contains("/warehouses/") ? "{\"state\":\"" + state + "\"}" : answer;
        });
    }

    private static JsonNode sent(ScriptedWorkspace workspace) {
        return ScriptedWorkspace.json(workspace.seen.stream()
                .filter(request -> request.path().equals("/api/2.0/sql/statements"))
                .map(request -> String.valueOf(request.body()))
                .collect(Collectors.joining()));
    }

    @ParameterizedTest
    @CsvSource({"STOPPED", "STOPPING"})
    void aStoppedWarehouseIsToldAndNotStarted(String state) {
        ScriptedWorkspace workspace = warehouse(state, DONE);

        FaultException thrown =
                catchThrowableOfType(FaultException.class, () -> workspace.run("sql_statement_execute", EXECUTE));

        assertThat(thrown.fault().code()).isEqualTo(FaultCode.WAREHOUSE_STOPPED);
        assertThat(thrown.fault().hint()).contains("start_warehouse: true");
        assertThat(workspace.seen)
                .hasSize(1)
                .allMatch(request -> request.method().equals(HttpMethod.GET));
    }

    @Test
    void aStoppedWarehouseIsStartedWhereTheCallSaysSo() {
        ScriptedWorkspace workspace = warehouse("STOPPED", DONE);

        workspace.run("sql_statement_execute", "{'statement':'SELECT 1','warehouse_id':'abc','start_warehouse':true}");

        assertThat(workspace.uris())
                .containsExactly(
                        "/api/2.0/sql/warehouses/abc", "/api/2.0/sql/warehouses/abc/start", "/api/2.0/sql/statements");
        assertThat(sent(workspace).get("wait_timeout").asText()).isEqualTo("48s");
        assertThat(sent(workspace).has("start_warehouse")).isFalse();
    }

    @Test
    void theAccountsSettingCountsWhereTheCallDoesNotSay() {
        ScriptedWorkspace starting = warehouse("STOPPED", DONE);
        ScriptedWorkspace refusing = warehouse("STOPPED", DONE);

        starting.run("sql_statement_execute", EXECUTE, true);
        FaultException thrown = catchThrowableOfType(
                FaultException.class,
                () -> refusing.run(
                        "sql_statement_execute",
                        "{'statement':'SELECT 1','warehouse_id':'abc','start_warehouse':false}",
                        true));

        assertThat(starting.uris()).contains("/api/2.0/sql/warehouses/abc/start");
        assertThat(thrown.fault().code()).isEqualTo(FaultCode.WAREHOUSE_STOPPED);
    }

    @ParameterizedTest
    @CsvSource({"RUNNING", "STARTING", "SOMETHING_NEW"})
    void anyOtherWarehouseGetsTheStatement(String state) {
        ScriptedWorkspace workspace = warehouse(state, DONE);

        assertThat(workspace
                        .run("sql_statement_execute", EXECUTE)
                        .get("statement_id")
                        .asText())
                .isEqualTo("s1");
        assertThat(sent(workspace).get("wait_timeout").asText()).isEqualTo("10s");
    }

    @ParameterizedTest
    @CsvSource({"403", "404", "500"})
    void aWarehouseThatIsNotShownIsLeftToTheStatement(int status) {
        ScriptedWorkspace workspace =
                ScriptedWorkspace.scripted(request -> request.path().contains("/warehouses/")
                        ? ScriptedWorkspace.answer(status, "{}")
                        : ScriptedWorkspace.ok(DONE));

        assertThat(workspace
                        .run("sql_statement_execute", EXECUTE)
                        .get("statement_id")
                        .asText())
                .isEqualTo("s1");
    }

    @ParameterizedTest
    @CsvSource({"0s, 0s", "5s, 5s", "30s, 30s", "50s, 48s"})
    void anAnswerComesWithinFiftySeconds(String asked, String wait) {
        ScriptedWorkspace workspace = warehouse("RUNNING", DONE);

        workspace.run(
                "sql_statement_execute",
                "{'statement':'SELECT 1','warehouse_id':'abc','wait_timeout':'" + asked + "'}");

        assertThat(sent(workspace).get("wait_timeout").asText()).isEqualTo(wait);
    }

    @Test
    void aStatementUnderWayNamesTheCallThatPolls() {
        JsonNode data = warehouse("RUNNING", "{\"statement_id\":\"s1\",\"status\":{\"state\":\"PENDING\"}}")
                .run("sql_statement_execute", EXECUTE);

        assertThat(data.at("/status/state").asText()).isEqualTo("PENDING");
        assertThat(data.get("next"))
                .isEqualTo(ScriptedWorkspace.json(
                        "{'tool_name':'databricksworkspace_sql_statement_get'," + "'params':{'statement_id':'s1'}}"));
        assertThat(data.has("truncated")).isFalse();
    }

    @Test
    void theCatalogueToolsRunStatementsOfTheirOwn() {
        ScriptedWorkspace workspace = warehouse("RUNNING", DONE);

        workspace.run(
                "information_schema_columns",
                "{'catalog':'ma`in','schema':'Sales','table':'x\\\\' OR 1=1','warehouse_id':'abc'}"
                        .replace("\\\\'", "’"));

        assertThat(sent(workspace).get("statement").asText())
                .contains("FROM `ma``in`.information_schema.columns")
                .contains("lower(:schema)")
                .doesNotContain("Sales", "OR 1=1");
        assertThat(sent(workspace).get("parameters")).hasSize(2);
    }

    /** A result of rows {@code ["0000000","x…"]}, one chunk. */
    private static String chunk(int rows, int width) {
        String wide = "x".repeat(width);
        return IntStream.range(0, rows)
                .mapToObj(row -> "[\"%07d\",\"%s\"]".formatted(row, wide))
                .collect(Collectors.joining(
                        ",", "{\"chunk_index\":0,\"row_offset\":0,\"row_count\":" + rows + ",\"data_array\":[", "]}"));
    }

    private static WorkspaceResponse large(WorkspaceRequest request) {
        String chunk = chunk(10_000, 990);
        return ScriptedWorkspace.ok(
                request.path().contains("/chunks/")
                        ? chunk
                        : "{\"statement_id\":\"s1\",\"status\":{\"state\":\"SUCCEEDED\"},\"result\":" + chunk + "}");
    }

    @Test
    void rowsThatDoNotFitAreReachableAllOfThemOnce() {
        ScriptedWorkspace workspace = ScriptedWorkspace.scripted(StatementsTest::large);
        int row = 0;
        JsonNode data = workspace.run("sql_statement_get", "{'statement_id':'s1'}");
        JsonNode result = data.get("result");
        while (true) {
            assertThat(data.toString().length()).isLessThan(Answers.MOST_BYTES);
            assertThat(result.get("row_offset").asInt()).isEqualTo(row);
            assertThat(result.get("data_array")).hasSize(result.get("row_count").asInt());
            for (JsonNode cells : result.get("data_array")) {
                assertThat(cells.get(0).asText()).isEqualTo("%07d".formatted(row++));
            }
            if (!data.has("next")) {
                break;
            }
            assertThat(data.get("truncated").asBoolean()).isTrue();
            assertThat(data.at("/next/stream").asText()).isEqualTo("/api/v1/sql/stream/s1?row_offset=" + row);
            data = workspace.run(
                    "sql_statement_result_chunk_get",
                    data.at("/next/params").toString().replace('"', '\''));
            result = data;
        }
        assertThat(row).isEqualTo(10_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",'row_offset':1"})
    void aChunkThatIsNotTheLastLeadsToTheNext(String from) {
        String chunk = chunk(2, 1).replace("\"row_count\"", "\"next_chunk_index\":1,\"row_count\"");
        ScriptedWorkspace workspace = ScriptedWorkspace.answering(request -> chunk);

        JsonNode data =
                workspace.run("sql_statement_result_chunk_get", "{'statement_id':'s1','chunk_index':0" + from + "}");

        assertThat(data.get("truncated").asBoolean()).isTrue();
        assertThat(data.get("next"))
                .isEqualTo(ScriptedWorkspace.json("{'tool_name':'databricksworkspace_sql_statement_result_chunk_get',"
                        + "'params':{'statement_id':'s1','chunk_index':1},"
                        + "'stream':'/api/v1/sql/stream/s1?row_offset=2'}"));
    }

    @Test
    void aRowThatFitsIntoNoAnswerIsLeftToTheStream() {
        ScriptedWorkspace workspace = ScriptedWorkspace.answering(request -> chunk(1, 4_000_000));

        FaultException thrown = catchThrowableOfType(
                FaultException.class,
                () -> workspace.run("sql_statement_result_chunk_get", "{'statement_id':'s1','chunk_index':0}"));

        assertThat(thrown.fault().code()).isEqualTo(FaultCode.RESULT_TOO_LARGE);
    }

    @Test
    void anAnswerThatFitsIsPassedOnAsItCame() {
        String body =
                "{ \"statement_id\" : \"s1\", \"status\":{\"state\":\"SUCCEEDED\"}, \"result\":{\"data_array\":[[\"9007199254740993\"]]}}";

        JsonNode data = warehouse("RUNNING", body).run("sql_statement_execute", EXECUTE);

        assertThat(data).isEqualTo(ScriptedWorkspace.json(body));
    }

    @Test
    void aFailedStatementIsAFault() {
        FaultException thrown = catchThrowableOfType(
                FaultException.class,
                () -> warehouse(
                                "RUNNING",
                                "{\"statement_id\":\"s1\",\"status\":{\"state\":\"FAILED\",\"sql_state\":\"22012\",\"error\":"
                                        + "{\"error_code\":\"BAD_REQUEST\",\"message\":\"[DIVIDE_BY_ZERO] Division by zero.\"}}}")
                        .run("sql_statement_execute", EXECUTE));

        assertThat(thrown.fault().code()).isEqualTo(FaultCode.SQL_ERROR);
        assertThat(thrown.fault().statementId()).isEqualTo("s1");
    }
}
