package dev.sluice.tool;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The tools as other programs take them, against what those say that they take. */
class ToolFormatTest {
    private static final ToolCatalogue CATALOGUE = new ToolCatalogue();

    // Of JSON Schema, what all of them know.
    private static final Set<String> KEYWORDS = Set.of(
            "type",
            "description",
            "properties",
            "required",
            "additionalProperties",
            "items",
            "enum",
            "default",
            "pattern",
            "minimum",
            "maximum",
            "minLength",
            "maxLength",
            "minItems",
            "maxItems");

    static Collection<Tool> tools() {
        return CATALOGUE.all();
    }

    @Test
    void thereAreNoMoreThanOneRequestTakes() {
        assertThat(CATALOGUE.all()).hasSizeLessThanOrEqualTo(128);
    }

    @ParameterizedTest
    @MethodSource("tools")
    void openAiTakesIt(Tool tool) {
        ObjectNode form = ToolFormat.OPENAI.of(tool);

        assertThat(names(form)).containsExactly("type", "function");
        assertThat(form.path("type").asText()).isEqualTo("function");
        JsonNode function = form.path("function");
        assertThat(names(function)).containsExactly("name", "description", "parameters");
        assertNamed(function);
        assertThat(function.path("description").asText()).hasSizeBetween(1, 1024);
        assertObjectSchema(function.path("parameters"));
    }

    @ParameterizedTest
    @MethodSource("tools")
    void openAiTakesItInStrictModeUnlessItHasMembersOfAnyName(Tool tool) {
        JsonNode function = ToolFormat.OPENAI_STRICT.of(tool).path("function");

        boolean open = Set.of(
                        "databricksworkspace_job_run_now",
                        "databricksworkspace_job_create",
                        "databricksworkspace_secret_scope_create")
                .contains(tool.name());
        assertThat(function.path("strict").asBoolean()).isEqualTo(!open);
        assertNamed(function);
        if (!open) {
            assertStrict(function.path("parameters"));
        }
    }

    @ParameterizedTest
    @MethodSource("tools")
    void anthropicTakesIt(Tool tool) {
        ObjectNode form = ToolFormat.ANTHROPIC.of(tool);

        assertThat(names(form)).containsExactly("name", "description", "input_schema");
        assertNamed(form);
        assertObjectSchema(form.path("input_schema"));
        assertThat(names(form.at("/input_schema/properties")))
                .allSatisfy(name -> assertThat(name).matches("[a-zA-Z0-9_.-]{1,64}"));
    }

    @ParameterizedTest
    @MethodSource("tools")
    void theModelContextProtocolTakesIt(Tool tool) {
        ObjectNode form = ToolFormat.MCP.of(tool);

        assertThat(names(form))
                .containsExactly("name", "title", "description", "inputSchema", "outputSchema", "annotations");
        assertNamed(form);
        assertThat(form.at("/inputSchema/type").asText()).isEqualTo("object");
        assertThat(form.at("/outputSchema/type").asText()).isEqualTo("object");
        JsonNode annotations = form.path("annotations");
        assertThat(names(annotations))
                .containsExactlyInAnyOrder(
                        "title", "readOnlyHint", "destructiveHint", "idempotentHint", "openWorldHint");
        assertThat(annotations.path("title").asText()).isNotBlank();
        assertThat(annotations.path("readOnlyHint").isBoolean()).isTrue();
        assertThat(annotations.path("readOnlyHint").asBoolean()).isEqualTo(tool.readOnly());
        assertThat(annotations.path("openWorldHint").asBoolean()).isTrue();
    }

    @Test
    void theCatalogueIsLeftAsItIs() {
        Tool tool = CATALOGUE.get("databricksworkspace_jobs_list");
        String before = tool.toJson().toString();

        Stream.of(ToolFormat.values()).forEach(format -> format.of(tool));

        assertThat(tool.toJson()).hasToString(before);
        assertThat(before).contains("$schema");
    }

    private static void assertNamed(JsonNode form) {
        assertThat(form.path("name").asText()).matches("[a-zA-Z0-9_-]{1,64}");
        assertThat(form.path("description").asText()).isNotBlank();
    }

    private static void assertObjectSchema(JsonNode schema) {
        assertThat(schema.path("type").asText()).isEqualTo("object");
        assertThat(schema.path("properties").isObject()).isTrue();
        assertThat(schema.path("required").isArray()).isTrue();
        assertKeywords(schema);
    }

    private static void assertKeywords(JsonNode schema) {
        assertThat(KEYWORDS).containsAll(names(schema));
        schema.path("properties").forEach(ToolFormatTest::assertKeywords);
        if (schema.has("items")) {
            assertKeywords(schema.get("items"));
        }
    }

    private static void assertStrict(JsonNode schema) {
        assertThat(Set.of("type", "description", "enum", "items", "properties", "required", "additionalProperties"))
                .containsAll(names(schema));
        if (schema.has("items")) {
            assertStrict(schema.get("items"));
        }
        if (schema.path("type").asText().equals("object")) {
            assertThat(schema.path("additionalProperties").isBoolean()).isTrue();
            assertThat(schema.path("additionalProperties").asBoolean()).isFalse();
            Set<String> required = StreamSupport.stream(schema.path("required").spliterator(), false)
                    .map(JsonNode::asText)
                    .collect(Collectors.toSet());
            assertThat(required).containsExactlyInAnyOrderElementsOf(names(schema.path("properties")));
            schema.path("properties").forEach(ToolFormatTest::assertStrict);
        }
    }

    private static List<String> names(JsonNode object) {
        return object.properties().stream().map(Map.Entry::getKey).toList();
    }
}
