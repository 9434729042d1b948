package dev.sluice.face.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.call.ToolLists;
import dev.sluice.caller.Caller;
import dev.sluice.tool.Tool;
import dev.sluice.tool.ToolCatalogue;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The tools that a caller may use, as models are shown them. */
@Singleton
final class ToolListing {
    private static final ToolLists.Query ALL = new ToolLists.Query(List.of(), List.of(), "", 0, "");
    // A policy that changes holds at once; a client that lists tools anew each minute is told soon enough.
    private static final long FRESH_MILLIS = 60_000;

    private final ToolLists lists;
    private final Map<String, String> shown = new HashMap<>();

    ToolListing(ToolLists lists, ToolCatalogue catalogue) {
        this.lists = lists;
        catalogue.all().forEach(tool -> shown.put(tool.name(), definition(tool).toString()));
    }

    List<Tool> allowed(Caller caller) {
        return lists.list(caller, ALL).tools();
    }

    Result list(Caller caller) {
        return result(allowed(caller).stream()
                .map(tool -> String.valueOf(shown.get(tool.name())))
                .collect(Collectors.joining(",")));
    }

    /** A list of these definitions, JSON. */
    static Result result(String definitions) {
        return new Result("\"tools\":[" + definitions + "]", null, FRESH_MILLIS);
    }

    private static ObjectNode definition(Tool tool) {
        Tool.Definition shown = tool.definition();
        ObjectNode definition = JsonNodeFactory.instance.objectNode();
        definition
                .put("name", ToolNames.of(tool))
                .put("title", shown.title())
                .put("description", ToolNames.shortened(shown.description()));
        definition.set("inputSchema", shown.inputSchema());
        definition.set("outputSchema", honest(shown.outputSchema().deepCopy()));
        definition.set("annotations", annotations(shown));
        return definition;
    }

    private static ObjectNode annotations(Tool.Definition shown) {
        JsonNode hints = shown.annotations();
        return JsonNodeFactory.instance
                .objectNode()
                .put("title", shown.title())
                .put("readOnlyHint", hints.path("read_only_hint").asBoolean())
                .put("destructiveHint", hints.path("destructive_hint").asBoolean())
                .put("idempotentHint", hints.path("idempotent_hint").asBoolean())
                .put("openWorldHint", hints.path("open_world_hint").asBoolean());
    }

    // Integers that a double cannot hold come as strings.
    private static JsonNode honest(JsonNode schema) {
        if (schema instanceof ObjectNode object) {
            if (object.path("type").asText().equals("integer")) {
                ArrayNode either = object.putArray("type");
                either.add("integer").add("string");
            }
            object.forEach(ToolListing::honest);
        } else if (schema.isArray()) {
            schema.forEach(ToolListing::honest);
        }
        return schema;
    }
}
