package dev.sluice.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** The forms in which language models' APIs and protocols take tools. */
public enum ToolFormat {
    /** OpenAI's function tools. */
    OPENAI {
        @Override
        public ObjectNode of(Tool tool) {
            return function(tool, bare(tool.definition().inputSchema()), false);
        }
    },
    /** The same for strict mode; a tool that takes members of any name stays as it is. */
    OPENAI_STRICT {
        @Override
        public ObjectNode of(Tool tool) {
            JsonNode input = tool.definition().inputSchema();
            return StrictSchema.of(input)
                    .map(strict -> function(tool, strict, true))
                    .orElseGet(() -> OPENAI.of(tool));
        }
    },
    /** Anthropic's client tools. */
    ANTHROPIC {
        @Override
        public ObjectNode of(Tool tool) {
            ObjectNode form = NODES.objectNode()
                    .put("name", tool.name())
                    .put("description", tool.definition().description());
            form.set("input_schema", bare(tool.definition().inputSchema()));
            return form;
        }
    },
    /** Tools as the Model Context Protocol lists them. */
    MCP {
        @Override
        public ObjectNode of(Tool tool) {
            Tool.Definition shown = tool.definition();
            ObjectNode form = NODES.objectNode()
                    .put("name", tool.name())
                    .put("title", shown.title())
                    .put("description", shown.description());
            form.set("inputSchema", shown.inputSchema());
            form.set("outputSchema", shown.outputSchema());
            ObjectNode annotations = form.putObject("annotations").put("title", shown.title());
            HINTS.forEach((ours, theirs) ->
                    annotations.put(theirs, shown.annotations().path(ours).asBoolean()));
            return form;
        }
    };

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Map<String, String> HINTS = Map.of(
            "read_only_hint", "readOnlyHint",
            "destructive_hint", "destructiveHint",
            "idempotent_hint", "idempotentHint",
            "open_world_hint", "openWorldHint");

    /** The tool in this form. */
    public abstract ObjectNode of(Tool tool);

    private static ObjectNode function(Tool tool, JsonNode parameters, boolean strict) {
        ObjectNode form = NODES.objectNode().put("type", "function");
        ObjectNode function = form.putObject("function")
                .put("name", tool.name())
                .put("description", tool.definition().description());
        function.set("parameters", parameters);
        if (strict) {
            function.put("strict", true);
        }
        return form;
    }

    // Which dialect it is, the API decides.
    private static ObjectNode bare(JsonNode schema) {
        return ((ObjectNode) schema.deepCopy()).without("$schema");
    }
}
