package dev.sluice.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;
import dev.sluice.fault.FaultException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ToolParametersTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ToolCatalogue CATALOGUE = new ToolCatalogue();
    private static final Tool CHUNK = CATALOGUE.get("databricksworkspace_sql_statement_result_chunk_get");
    private static final Tool EXECUTE = CATALOGUE.get("databricksworkspace_sql_statement_execute");
    private static final Tool LIST = CATALOGUE.get("databricksworkspace_scim_me_get");
    private static final String WHOLE = """
            {"statement":"SELECT :a","warehouse_id":"abc","catalog":"c","schema":"s","row_limit":5,"byte_limit":10,
             "wait_timeout":"30s","parameters":[{"name":"a","value":"1","type":"INT"},{"name":"b","value":null},{"name":"c"}]}
            """;

    @Test
    void aNullOfAMemberThatMayBeLeftOutIsLeftOut() throws Exception {
        ObjectNode params = object("""
                {"statement":"SELECT 1","warehouse_id":"w","catalog":null,"row_limit":null,
                 "parameters":[{"name":"a","value":null,"type":null}],"query_tags":null}""");
        ObjectNode given = params.deepCopy();

        assertThat(EXECUTE.validate(params)).isEqualTo(object("""
                {"statement":"SELECT 1","warehouse_id":"w","parameters":[{"name":"a","value":null}]}"""));
        assertThat(params).as("the caller's parameters are left alone").isEqualTo(given);
    }

    @ParameterizedTest
    @CsvSource({
        "7,            7",
        "0,            0",
        "'\"7\"',      7",
        "'\"007\"',    7",
        "'\"-0\"',     0",
        "7.0,          7",
        "1e2,          100",
        "0.0,          0",
        "-0.0,         0",
        "2147483647.0, 2147483647",
        "'\"2147483647\"', 2147483647"
    })
    void takesIntegersAsSdksAndModelsSendThem(String value, long number) throws Exception {
        ObjectNode params = object("{\"statement_id\":\"s\",\"chunk_index\":" + value + "}");
        ObjectNode given = params.deepCopy();

        JsonNode index = CHUNK.validate(params).get("chunk_index");

        assertThat(index.isIntegralNumber()).isTrue();
        assertThat(index.asText()).as("as it stands in a path").isEqualTo(Long.toString(number));
        assertThat(params).as("the caller's parameters are left alone").isEqualTo(given);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-1",
                "\"-1\"",
                "1.5",
                "\"1.5\"",
                "\"1e3\"",
                "1e400",
                "2147483648",
                "2147483648.0",
                "\"2147483648\"",
                "9223372036854775808",
                "1e19",
                "\"99999999999999999999\"",
                "\"\"",
                "\" 7\"",
                "\"7 \"",
                "\"+7\"",
                "\"٧\"",
                "\"0x7\"",
                "true",
                "null",
                "[7]",
                "{}",
                "\"seven\""
            })
    void takesNothingElseForAnInteger(String value) throws Exception {
        Fault fault = refusal(CHUNK, "{\"statement_id\":\"s\",\"chunk_index\":" + value + "}");

        assertThat(fault.pointer()).isEqualTo("/params/chunk_index");
    }

    @Test
    void takesEverythingThatTheSchemaNames() throws Exception {
        assertThat(EXECUTE.validate(object(WHOLE))).isEqualTo(JSON.readTree(WHOLE));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                                          | /params/statement    | The parameter statement is missing. | Give statement.",
                "{\"statement\":\"x\"}                                       | /params/warehouse_id | The parameter warehouse_id is missing. | Give warehouse_id.",
                "{\"statement\":\"\",\"warehouse_id\":\"w\"}                 | /params/statement    | too short | Correct",
                "{\"statement\":7,\"warehouse_id\":\"w\"}                    | /params/statement    | expected string | Correct",
                "{\"statement\":null,\"warehouse_id\":\"w\"}                 | /params/statement    | expected string | Correct",
                "{\"statement\":[\"x\"],\"warehouse_id\":\"w\"}              | /params/statement    | expected string | Correct",
                "{\"statement\":\"x\",\"warehouse_id\":\"w\",\"row_limit\":-1} | /params/row_limit  | at least 0 | Correct",
                "{\"statement\":\"x\",\"warehouse_id\":\"w\",\"byte_limit\":26214401} | /params/byte_limit | at most 26214400 | Correct",
                "{\"statement\":\"x\",\"warehouse_id\":\"w\",\"parameters\":{}} | /params/parameters | expected array | Correct",
                "{\"statement\":\"x\",\"warehouse_id\":\"w\",\"parameters\":[{}]} | /params/parameters/0/name | name is missing | Give name.",
                "{\"statement\":\"x\",\"warehouse_id\":\"w\",\"parameters\":[{\"name\":\"a\"},{\"name\":7}]} | /params/parameters/1/name | expected string | Correct",
                "{\"statement\":\"x\",\"warehouse_id\":\"w\",\"parameters\":[{\"name\":\"a\",\"val\":\"1\"}]} | /params/parameters/0/val | no member val at /params/parameters/0 | Remove it.",
                "{\"statement\":\"x\",\"warehouse_id\":\"w\",\"wait_timeout\":\"4s\"} | /params/wait_timeout | must match | Correct",
                "{\"statement\":\"x\",\"warehouse_id\":\"w\",\"wait_timeout\":10} | /params/wait_timeout | expected string | Correct"
            })
    void saysWhatIsWrongAndWhere(String params, String pointer, String detail, String hint) throws Exception {
        Fault fault = refusal(EXECUTE, params);

        assertThat(fault.pointer()).isEqualTo(pointer);
        assertThat(fault.detail()).contains(detail);
        assertThat(fault.hint()).contains(hint == null ? "" : hint);
    }

    @ParameterizedTest
    @CsvSource({
        "warehouseId,  warehouse_id",
        "warehouse,    warehouse_id",
        "Warehouse_ID, warehouse_id",
        "row,          row_limit",
        "SQL,          ",
        "statment,     statement",
        "sql_text,     ",
        "catalogue,    catalog"
    })
    void namesTheParameterThatWasProbablyMeant(String given, String nearest) throws Exception {
        Fault fault = refusal(
                EXECUTE,
                JSON.createObjectNode()
                        .put("statement", "x")
                        .put("warehouse_id", "w")
                        .put(given, "x")
                        .toString());

        assertThat(fault.pointer()).isEqualTo("/params/" + given);
        if (nearest != null) {
            assertThat(fault.hint()).startsWith("Did you mean " + nearest + "? It takes byte_limit, catalog, ");
        }
    }

    @Test
    void aToolWithoutParametersSaysSo() throws Exception {
        assertThat(refusal(LIST, "{\"page\":1}").hint()).isEqualTo("This tool takes no parameters.");
        assertThat(LIST.validate(object("{}"))).isEmpty();
    }

    @Test
    void pointsAtOddNamesByTheRulesOfPointers() throws Exception {
        assertThat(refusal(LIST, "{\"a/b~c\":1}").pointer()).isEqualTo("/params/a~1b~0c");
        assertThat(refusal(LIST, "{\"\":1}").pointer()).isEqualTo("/params/");
    }

    @Test
    void echoesNoValueAndNoEndlessName() throws Exception {
        String secret = "canary-7f3a".repeat(20);
        Fault value = refusal(
                EXECUTE,
                JSON.createObjectNode()
                        .put("statement", "x")
                        .put("warehouse_id", secret)
                        .toString());
        Fault name = refusal(LIST, JSON.createObjectNode().put("n".repeat(1_000_000), 1));

        assertThat(value.toString()).doesNotContain("canary");
        assertThat(name.toString()).hasSizeLessThan(500);
    }

    @ParameterizedTest
    @ValueSource(strings = {"5s", "9s", "10s", "49s", "50s", "0s"})
    void takesTheWaitsThatDatabricksTakes(String wait) throws Exception {
        assertThat(EXECUTE.validate(waiting(wait)).get("wait_timeout").asText()).isEqualTo(wait);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "s", "4s", "51s", "05s", "10", "10 s", "10s ", "10s\n", "\n10s", "x10s", "-5s", "5.0s", "100s"
            })
    void takesNoOtherWait(String wait) throws Exception {
        assertThat(refusal(EXECUTE, waiting(wait).toString()).pointer()).isEqualTo("/params/wait_timeout");
    }

    @Test
    void takesAStatementOfTheLargestSizeAndNoLonger() throws Exception {
        ObjectNode params = JSON.createObjectNode().put("warehouse_id", "w");

        assertThat(EXECUTE.validate(params.put("statement", "x".repeat(16_777_216)))
                        .size())
                .isEqualTo(2);
        assertThat(refusal(EXECUTE, params.put("statement", "x".repeat(16_777_217)))
                        .detail())
                .contains("too long");
    }

    @Test
    void everyOneOfTwoThousandBadInputsIsToldWithAPointer() throws Exception {
        Random random = new Random(20_261_122);
        List<Tool> tools = new ArrayList<>(CATALOGUE.all());
        for (int i = 0; i < 2_000; i++) {
            Tool tool = tools.get(random.nextInt(tools.size()));
            ObjectNode params = BadParameters.of(tool, random);

            Throwable thrown = catchThrowable(() -> tool.validate(params));

            assertThat(thrown).as("%s of %s", params, tool).isInstanceOf(FaultException.class);
            Fault fault = ((FaultException) thrown).fault();
            assertThat(fault.code()).isEqualTo(FaultCode.INVALID_REQUEST);
            assertThat(fault.pointer()).startsWith("/params/");
            assertThat(fault.hint()).isNotBlank();
            assertThat(fault.toString()).hasSizeLessThan(1_000).doesNotContain(BadParameters.CANARY);
        }
    }

    private static ObjectNode waiting(String wait) {
        return JSON.createObjectNode()
                .put("statement", "x")
                .put("warehouse_id", "w")
                .put("wait_timeout", wait);
    }

    private static ObjectNode object(String json) throws JsonProcessingException {
        return (ObjectNode) JSON.readTree(json);
    }

    private static Fault refusal(Tool tool, String params) throws JsonProcessingException {
        return refusal(tool, object(params));
    }

    private static Fault refusal(Tool tool, ObjectNode params) {
        Throwable thrown = catchThrowable(() -> tool.validate(params));
        assertThat(thrown).isInstanceOf(FaultException.class);
        Fault fault = ((FaultException) thrown).fault();
        assertThat(fault.code()).isEqualTo(FaultCode.INVALID_REQUEST);
        return fault;
    }
}
