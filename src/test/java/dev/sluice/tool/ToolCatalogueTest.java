package dev.sluice.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;
import dev.sluice.fault.FaultException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ToolCatalogueTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PREFIX = "databricksworkspace_";

    /** What this gateway takes beside what is published; all of it optional. */
    private static final Map<String, String> OURS = Map.ofEntries(
            Map.entry(
                    "sql_statement_execute",
                    "byte_limit integer, idempotency_key string, parameters array, query_tags array, row_limit integer,"
                            + " start_warehouse boolean, wait_timeout string"),
            Map.entry("sql_statement_result_chunk_get", "row_offset integer"),
            Map.entry("information_schema_columns", "start_warehouse boolean"),
            Map.entry("information_schema_schemata", "start_warehouse boolean"),
            Map.entry("information_schema_table_constraints", "start_warehouse boolean"),
            Map.entry("information_schema_tables", "start_warehouse boolean"),
            Map.entry("job_run_now", "idempotency_token string, job_parameters object"),
            Map.entry("clusters_list", "page_token string"),
            Map.entry("job_get", "page_token string"),
            Map.entry("job_run_get", "page_token string"),
            Map.entry("job_runs_list", "page_token string"),
            Map.entry("jobs_list", "page_token string"),
            Map.entry("sql_warehouses_list", "page_token string"),
            Map.entry("unity_catalog_catalogs_list", "page_token string"),
            Map.entry("unity_catalog_schemas_list", "page_token string"),
            Map.entry("unity_catalog_tables_list", "page_token string"),
            Map.entry("dbfs_list", "limit integer, offset integer"),
            Map.entry("secrets_list", "limit integer, offset integer"),
            Map.entry("secrets_scopes_list", "limit integer, offset integer"),
            Map.entry("workspace_list", "limit integer, offset integer"));

    private static final Map<String, String> PUBLISHED = published();

    private final ToolCatalogue catalogue = new ToolCatalogue();

    private static Map<String, String> published() {
        try (InputStream file = ToolCatalogueTest.class.getResourceAsStream("/catalogue/published-tools.txt")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(":", 2))
                    .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1].strip()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void holdsThePublishedToolsAndNoOthers() {
        assertThat(PUBLISHED).hasSize(53);
        assertThat(catalogue.all().stream().map(Tool::name))
                .containsExactlyInAnyOrderElementsOf(
                        PUBLISHED.keySet().stream().map(PREFIX::concat).toList());
    }

    @ParameterizedTest
    @MethodSource("tools")
    void takesThePublishedParametersAndOnlyOptionalOnesBesideThem(Tool tool) {
        String name = tool.name().substring(PREFIX.length());
        TreeMap<String, String> expected = new TreeMap<>(parameters(PUBLISHED.getOrDefault(name, "?")));
        expected.putAll(parameters(OURS.getOrDefault(name, "")));

        assertThat(declared(tool)).isEqualTo(expected);
    }

    private static Map<String, String> parameters(String text) {
        return text.isEmpty()
                ? Map.of()
                : Arrays.stream(text.split(", "))
                        .map(parameter -> parameter.split(" "))
                        .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1]));
    }

    private static TreeMap<String, String> declared(Tool tool) {
        JsonNode schema = tool.definition().inputSchema();
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
        JsonNode input = tool.definition().inputSchema();

        assertThat(input.get("type").asText()).isEqualTo("object");
        assertThat(input.get("additionalProperties").asBoolean(true)).isFalse();
        assertThat(tool.connector()).isEqualTo("databricksworkspace");
        assertThat(tool.scope()).isEqualTo("tools:execute");
    }

    @ParameterizedTest
    @MethodSource("tools")
    void everythingIsDescribedForAModel(Tool tool) {
        Tool.Definition shown = tool.definition();

        Stream.of(shown.inputSchema(), shown.outputSchema())
                .flatMap(schema -> schema.get("properties").propertyStream())
                .forEach(property -> assertThat(
                                property.getValue().path("description").asText())
                        .as(property.getKey())
                        .hasSizeGreaterThan(5)
                        .matches("(?s).*[.…]"));
        assertThat(shown.description()).endsWith(".").hasSizeLessThan(1_000);
        assertThat(shown.title()).hasSizeLessThan(50);
        assertThat(tool.name()).hasSizeLessThanOrEqualTo(64);
    }

    @ParameterizedTest
    @MethodSource("tools")
    void whatFindsIdsIsAToolThatLists(Tool tool) {
        if (tool.finder() != null) {
            assertThat(catalogue.get(tool.finder()).name()).endsWith("_list");
        }
    }

    @ParameterizedTest
    @MethodSource("tools")
    void whatOnlyReadsIsToldSoAndMayBeRepeated(Tool tool) {
        boolean reads = tool.request().method().equals("GET") || tool.name().contains("_information_schema_");

        assertThat(tool.readOnly()).isEqualTo(reads);
        if (reads) {
            assertThat(tool.definition().annotations().get("destructive_hint").asBoolean())
                    .isFalse();
            assertThat(tool.request().repeatable()).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("tools")
    void everyParameterReachesTheWorkspaceOrIsTheGatewaysOwn(Tool tool) {
        Set<String> gateways =
                Set.of("start_warehouse", "idempotency_key", "limit", "offset", "count", "row_offset", "page_token");
        ObjectNode params = JSON.createObjectNode();
        tool.definition()
                .inputSchema()
                .get("properties")
                .fieldNames()
                .forEachRemaining(name -> params.put(name, "v-" + name));

        String sent = tool.request().uriFor(params) + tool.request().bodyFor(params);

        params.fieldNames().forEachRemaining(name -> {
            if (!gateways.contains(name)) {
                assertThat(sent).contains("v-" + name);
            }
        });
    }

    @ParameterizedTest
    @CsvSource({
        "sql_statement_execute,          false",
        "sql_statement_get,              true",
        "sql_statement_cancel,           true",
        "sql_warehouse_start,            true",
        "cluster_create,                 false",
        "cluster_restart,                false",
        "cluster_permanent_delete,       false",
        "job_run_now,                    false",
        "job_delete,                     false",
        "dbfs_put,                       false",
        "workspace_import,               false",
        "secret_put,                     true",
        "permissions_update,             true"
    })
    void isSentTwiceOnlyIfThatChangesNeitherTheWorkspaceNorTheAnswer(String name, boolean repeatable) {
        assertThat(catalogue.get(PREFIX + name).request().repeatable()).isEqualTo(repeatable);
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
