package dev.sluice.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads one tool of the catalogue: what is the same for all tools is not declared, but added here. */
final class Declaration {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final List<String> HINTS = List.of("read_only", "destructive", "idempotent");
    private static final JsonSchemaFactory SCHEMAS = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
    private static final SchemaValidatorsConfig POINTERS = SchemaValidatorsConfig.builder()
            .pathType(PathType.JSON_POINTER)
            .failFast(true)
            .build();

    private final JsonNode tool;

    Declaration(JsonNode tool) {
        this.tool = tool;
    }

    Tool read(String connector, String scope) {
        Set<String> hints = words("hints");
        ObjectNode input = schema(tool.path("input"));
        input.set("required", tool.has("required") ? tool.get("required") : NODES.arrayNode());
        input.put("additionalProperties", false);
        return new Tool(
                tool.required("name").asText(),
                connector,
                scope,
                new Tool.Definition(
                        tool.required("title").asText(),
                        tool.required("description").asText(),
                        annotations(hints),
                        input,
                        output()),
                RequestTemplate.of(tool, tool.path("repeatable").asBoolean(hints.contains("idempotent"))),
                Tool.Answer.valueOf(tool.path("answer").asText("object").toUpperCase(Locale.ROOT)),
                tool.has("pages") ? Pages.of(tool.get("pages")) : null,
                tool.path("finder").asText(null),
                words("redact"),
                new ToolParameters(input, SCHEMAS.getSchema(input, POINTERS)));
    }

    // The Model Context Protocol's ToolAnnotations; every tool acts on a workspace, which is an open world.
    private static ObjectNode annotations(Set<String> hints) {
        ObjectNode annotations = NODES.objectNode();
        HINTS.forEach(hint -> annotations.put(hint + "_hint", hints.contains(hint)));
        return annotations.put("open_world_hint", true);
    }

    private ObjectNode output() {
        ObjectNode properties =
                tool.path("output") instanceof ObjectNode declared ? declared.deepCopy() : NODES.objectNode();
        if (tool.has("pages")
                || Set.of("statement", "chunk").contains(tool.path("answer").asText())) {
            properties
                    .putObject("truncated")
                    .put("type", "boolean")
                    .put("description", "True if there is more than this answer holds.");
            properties
                    .putObject("next")
                    .put("type", "object")
                    .put(
                            "description",
                            "How to go on: tool_name and params of the next call; for rows also stream, the path that streams from there, which takes the account as a query parameter.");
        }
        return schema(properties);
    }

    private static ObjectNode schema(JsonNode properties) {
        ObjectNode schema = NODES.objectNode();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema").put("type", "object");
        schema.set("properties", properties.isMissingNode() ? NODES.objectNode() : properties);
        return schema;
    }

    private Set<String> words(String member) {
        Set<String> words = new HashSet<>();
        tool.path(member).forEach(word -> words.add(word.asText()));
        return Set.copyOf(words);
    }
}
