package dev.sluice.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Statement Execution refuses, in Databricks' words. */
class StatementRefusalTest {
    private static final String STATEMENTS = "/api/2.0/sql/statements";
    private static final String NOBODY = "00000000-0000-0000-0000-000000000000";
    private static Sandbox sandbox;
    private static Wire admin;

    @BeforeAll
    static void start() {
        sandbox = Sandbox.builder().workspace(DefaultWorkspaces.globex()).start();
        admin = Wire.as(sandbox.first(), "admin");
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"wait_timeout":"51s"} | INVALID_PARAMETER_VALUE | The wait_timeout field must be 0 seconds (disables wait), or between 5 seconds and 50 seconds.
            {"wait_timeout":"4s"} | INVALID_PARAMETER_VALUE | The wait_timeout field must be 0 seconds (disables wait), or between 5 seconds and 50 seconds.
            {"wait_timeout":"soon"} | INVALID_PARAMETER_VALUE | Error while parsing type: duration.
            {"row_limit":-1} | INVALID_PARAMETER_VALUE | The row_limit field must be in the range [0, 2147483647].
            {"byte_limit":0} | INVALID_PARAMETER_VALUE | The byte_limit field must be in the range [1, 26214400].
            {"format":"CSV"} | INVALID_PARAMETER_VALUE | Incompatible parameters: The format field must be JSON_ARRAY when the disposition field is INLINE.
            {"warehouse_id":"nosuch"} | INVALID_PARAMETER_VALUE | nosuch is not a valid endpoint id.
            {"statement":null} | BAD_REQUEST | Required field is not specified: statement.
            {"warehouse_id":null} | BAD_REQUEST | Required field is not specified: warehouse_id.
            """)
    void refusesAMemberThatIsWrong(String change, String code, String message) {
        JsonObject answer = admin.execute("SELECT 1", new JsonObject(change));

        assertThat(answer.getString("error_code")).isEqualTo(code);
        assertThat(answer.getString("message")).isEqualTo(message);
    }

    @Test
    void namesTheFieldAndTheRequestInTheDetails() {
        HttpResponse<String> answer = admin.post(STATEMENTS, "{\"warehouse_id\":\"0f1e2d3c4b5a6978\"}");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body())
                .isEqualTo(
                        "{\"error_code\":\"BAD_REQUEST\",\"message\":\"Required field is not specified: statement.\","
                                + "\"details\":[{\"@type\":\"type.googleapis.com/google.rpc.BadRequest\","
                                + "\"field_violations\":[{\"field\":\"statement\",\"description\":\"field is not specified\"}]},"
                                + "{\"@type\":\"type.googleapis.com/google.rpc.RequestInfo\",\"request_id\":\""
                                + answer.headers().firstValue("X-Request-Id").orElseThrow()
                                + "\",\"serving_data\":\"\"}]}");
    }

    @Test
    void refusesABodyThatIsNotJson() {
        HttpResponse<String> answer = admin.post(STATEMENTS, "this is not json");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(new JsonObject(answer.body()).getString("error_code")).isEqualTo("MALFORMED_REQUEST");
    }

    @Test
    void ignoresMembersAndValuesThatItDoesNotKnow() {
        JsonObject answer = admin.execute(
                "SELECT 1",
                new JsonObject()
                        .put("disposition", "ELSEWHERE")
                        .put("on_wait_timeout", "DANCE")
                        .put("no_such", 1));

        assertThat(answer.getJsonObject("status").getString("state")).isEqualTo("SUCCEEDED");
    }

    @Test
    void failsAnInlineResultAboveTheCeiling() {
        Workspace workspace = sandbox.first();
        workspace.settings().change(TestSettings.statements(new JsonObject().put("inline_limit_bytes", 1000)));

        JsonObject answer = admin.execute("SELECT * FROM globex.sales.orders LIMIT 500", new JsonObject());

        workspace.settings().change(TestSettings.statements(new JsonObject().put("inline_limit_bytes", 26_214_400)));
        assertThat(answer.getJsonObject("status").encode())
                .isEqualTo("{\"state\":\"FAILED\",\"error\":{\"error_code\":\"BAD_REQUEST\",\"message\":"
                        + "\"Inline byte limit exceeded. Statements executed with disposition=INLINE can have a result"
                        + " size of at most 1000 bytes. Please execute the statement with disposition=EXTERNAL_LINKS"
                        + " if you want to download the full result.\"}}");
    }

    @Test
    void saysThatAChunkIsOutOfBounds() {
        String id = admin.execute("SELECT 1", new JsonObject()).getString("statement_id");

        JsonObject answer = admin.getJson(STATEMENTS + "/" + id + "/result/chunks/1");

        assertThat(answer.getString("error_code")).isEqualTo("INVALID_PARAMETER_VALUE");
        assertThat(answer.getString("message")).isEqualTo("The chunk_index 1 is out of bounds.");
    }

    @Test
    void hasNoChunksOfAFailedStatement() {
        String id = admin.execute("SELECT * FROM globex.sales.nowhere", new JsonObject())
                .getString("statement_id");

        HttpResponse<String> answer = admin.get(STATEMENTS + "/" + id + "/result/chunks/0");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body())
                .contains("the statement state should be SUCCEEDED before you can start fetching the result");
    }

    @Test
    void doesNotShowAPrincipalTheStatementOfAnother() {
        String id = admin.execute("SELECT 1", new JsonObject()).getString("statement_id");

        HttpResponse<String> answer = Wire.as(sandbox.first(), "sales-only").get(STATEMENTS + "/" + id);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(new JsonObject(answer.body()).getString("message"))
                .isEqualTo("The statement " + id + " was not found.");
    }

    @Test
    void refusesAStatementIdThatIsNoUuid() {
        JsonObject answer = admin.getJson(STATEMENTS + "/42");

        assertThat(answer.getString("message")).isEqualTo("Error while parsing type: statement_id.");
    }

    @Test
    void cancelsAnUnknownStatementWithoutComplaint() {
        assertThat(admin.post(STATEMENTS + "/" + NOBODY + "/cancel", "").body()).isEqualTo("{}");
    }

    @Test
    void tellsAWrongVerbFromAnUnknownPath() {
        HttpResponse<String> verb = admin.get(STATEMENTS);

        assertThat(verb.statusCode()).isEqualTo(404);
        assertThat(new JsonObject(verb.body()).getString("message"))
                .isEqualTo("No API found for 'GET /sql/statements'");
    }
}
