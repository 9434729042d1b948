package dev.sluice.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;
import dev.sluice.fault.FaultException;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ToolCatalogueTest {
    private static final String PREFIX = "databricksworkspace_";

    /** What agents that were written for Scalekit's Databricks connector call: name, then parameters, * if required. */
    private static final Map<String, String> PUBLISHED = Map.of(
            "sql_statement_cancel", "statement_id string*",
            "sql_statement_execute", "catalog string, schema string, statement string*, warehouse_id string*",
            "sql_statement_get", "statement_id string*",
            "sql_statement_result_chunk_get", "chunk_index integer*, statement_id string*",
            "sql_warehouse_get", "warehouse_id string*",
            "sql_warehouse_start", "warehouse_id string*",
            "sql_warehouse_stop", "warehouse_id string*",
            "sql_warehouses_list", "");

    /** What this gateway takes beside it; all of it optional. */
    private static final Map<String, String> OURS = Map.of(
            "sql_statement_execute", "byte_limit integer, parameters array, row_limit integer, wait_timeout string");

    private final ToolCatalogue catalogue = new ToolCatalogue();

    @Test
    void holdsTheEightSqlToolsAndNoOthers() {
        assertThat(catalogue.all().stream().map(Tool::name))
                .containsExactlyInAnyOrderElementsOf(
                        PUBLISHED.keySet().stream().map(PREFIX::concat).toList());
    }

    @Test
    void takesThePublishedParametersAndOnlyOptionalOnesBesideThem() {
        for (Tool tool : catalogue.all()) {
            String name = tool.name().substring(PREFIX.length());
            TreeMap<String, String> expected = new TreeMap<>(parameters(PUBLISHED.getOrDefault(name, "?")));
            expected.putAll(parameters(OURS.getOrDefault(name, "")));

            assertThat(declared(tool)).as(name).isEqualTo(expected);
        }
    }

    private static Map<String, String> parameters(String text) {
        return text.isEmpty()
                ? Map.of()
                : java.util.Arrays.stream(text.split(", "))
                        .map(parameter -> parameter.split(" "))
                        .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1]));
    }

    private static TreeMap<String, String> declared(Tool tool) {
        JsonNode schema = tool.inputSchema();
        var required = StreamSupport.stream(schema.path("required").spliterator(), false)
                .map(JsonNode::asText)
                .toList();
        return schema.get("properties")
                .propertyStream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        property -> property.getValue().get("type").asText()
                                + (required.contains(property.getKey()) ? "*" : ""),
                        (a, b) -> a,
                        TreeMap::new));
    }

    static Iterable<Tool> tools() {
        return new ToolCatalogue().all();
    }

    @ParameterizedTest
    @MethodSource("tools")
    void everyToolRefusesWhatItDoesNotKnow(Tool tool) {
        assertThat(tool.inputSchema().get("type").asText()).isEqualTo("object");
        assertThat(tool.inputSchema().get("additionalProperties").asBoolean(true))
                .isFalse();
        assertThat(tool.connector()).isEqualTo("databricksworkspace");
        assertThat(tool.scope()).isEqualTo("tools:execute");
    }

    @ParameterizedTest
    @MethodSource("tools")
    void everyParameterSaysWhatItIsFor(Tool tool) {
        tool.inputSchema()
                .get("properties")
                .properties()
                .forEach(property -> assertThat(
                                property.getValue().path("description").asText())
                        .as(property.getKey())
                        .hasSizeGreaterThan(10)
                        .endsWith("."));
        assertThat(tool.description()).endsWith(".").hasSizeLessThan(1_000);
        assertThat(tool.name()).hasSizeLessThanOrEqualTo(64);
    }

    @ParameterizedTest
    @CsvSource({
        "sql_statement_execute,          POST, /api/2.0/sql/statements,                                              false, STATEMENT",
        "sql_statement_get,              GET,  /api/2.0/sql/statements/{statement_id},                               true,  STATEMENT",
        "sql_statement_result_chunk_get, GET,  /api/2.0/sql/statements/{statement_id}/result/chunks/{chunk_index},   true,  PLAIN",
        "sql_statement_cancel,           POST, /api/2.0/sql/statements/{statement_id}/cancel,                        true,  PLAIN",
        "sql_warehouses_list,            GET,  /api/2.0/sql/warehouses,                                              true,  PLAIN",
        "sql_warehouse_get,              GET,  /api/2.0/sql/warehouses/{warehouse_id},                               true,  PLAIN",
        "sql_warehouse_start,            POST, /api/2.0/sql/warehouses/{warehouse_id}/start,                         true,  PLAIN",
        "sql_warehouse_stop,             POST, /api/2.0/sql/warehouses/{warehouse_id}/stop,                          true,  PLAIN"
    })
    void becomesTheWorkspacesRequest(String name, String method, String path, boolean repeatable, Tool.Answer answer) {
        Tool tool = catalogue.get(PREFIX + name);

        assertThat(tool.request().method()).isEqualTo(method);
        assertThat(tool.request().path()).isEqualTo(path);
        assertThat(tool.request().repeatable()).isEqualTo(repeatable);
        assertThat(tool.request().body() == null).isEqualTo(method.equals("GET"));
        assertThat(tool.answer()).isEqualTo(answer);
    }

    @ParameterizedTest
    @CsvSource({
        "databricksworkspace_sql_statement_exec,    databricksworkspace_sql_statement_execute",
        "databricksworkspace_sql_warehouse_list,    databricksworkspace_sql_warehouses_list",
        "databricks_sql_statement_get,              databricksworkspace_sql_statement_get",
        "Databricksworkspace_sql_warehouse_STOP,    databricksworkspace_sql_warehouse_stop"
    })
    void namesTheToolThatWasProbablyMeant(String given, String nearest) {
        Fault fault = unknown(given);

        assertThat(fault.code()).isEqualTo(FaultCode.TOOL_NOT_FOUND);
        assertThat(fault.pointer()).isEqualTo("/tool_name");
        assertThat(fault.hint()).isEqualTo("Did you mean " + nearest + "?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "slack_send_message", "null", "💧"})
    void namesNoToolThatWasNotMeant(String given) {
        assertThat(unknown(given).hint()).isEqualTo("GET /api/v1/tools lists the tools there are.");
    }

    @Test
    void doesNotEchoOrCompareAnEndlessName() {
        Fault fault = unknown("databricksworkspace_sql_statement_get".repeat(100_000));

        assertThat(fault.detail()).isEqualTo("There is no such tool.");
        assertThat(fault.hint()).startsWith("GET /api/v1/tools");
    }

    private Fault unknown(String name) {
        FaultException thrown = catchThrowableOfType(FaultException.class, () -> catalogue.get(name));
        assertThat(thrown).isNotNull();
        return thrown.fault();
    }
}
