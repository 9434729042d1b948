package dev.sluice.face.mcp;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.caller.Caller;
import dev.sluice.tool.Tool;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Two tools in place of all, for models with little room: one finds tools, the other calls them. */
@Singleton
final class CompactTools {
    private static final String SEARCH = "search_tools";
    private static final String CALL = "call_tool";
    private static final int MOST_FOUND = 20;
    private static final int USUALLY_FOUND = 5;
    private static final String DEFINITIONS = """
            {"name":"search_tools","title":"Search tools",\
            "description":"Finds tools that work with a Databricks workspace: SQL statements, warehouses, catalogs, schemas, tables, \
            clusters, jobs, secrets, files, repos, permissions. Gives their names, descriptions and input schemas, the best first.",\
            "inputSchema":{"type":"object","properties":{\
            "query":{"type":"string","maxLength":500,"description":"A few words for what is to be done, such as: run sql"},\
            "limit":{"type":"integer","minimum":1,"maximum":20,"description":"How many tools at most; 5 if left out."}},\
            "required":["query"],"additionalProperties":false},\
            "annotations":{"title":"Search tools","readOnlyHint":true,"destructiveHint":false,"idempotentHint":true,"openWorldHint":false}},\
            {"name":"call_tool","title":"Call a tool",\
            "description":"Calls a tool that search_tools found, with arguments that fit its input schema.",\
            "inputSchema":{"type":"object","properties":{\
            "name":{"type":"string","description":"The tool's name."},\
            "arguments":{"type":"object","description":"The tool's arguments."}},\
            "required":["name"],"additionalProperties":false},\
            "annotations":{"title":"Call a tool","readOnlyHint":%s,"destructiveHint":%s,"idempotentHint":false,"openWorldHint":true}}""";

    private final ToolListing listing;
    private final ToolCalls calls;

    CompactTools(ToolListing listing, ToolCalls calls) {
        this.listing = listing;
        this.calls = calls;
    }

    Result list(Caller caller) {
        boolean readOnly = caller.policy().readOnly();
        return ToolListing.result(DEFINITIONS.formatted(readOnly, !readOnly));
    }

    /** Runs one of the two. A tool may also be called by its own name. */
    Uni<Result> call(Client client, ObjectNode params, Consumer<String> progress) {
        return switch (params.path("name").asText()) {
            case SEARCH -> Uni.createFrom().item(search(client.caller(), params));
            case CALL ->
                calls.call(
                        client,
                        params.path("arguments") instanceof ObjectNode inner
                                ? inner
                                : JsonNodeFactory.instance.objectNode(),
                        progress);
            default -> calls.call(client, params, progress);
        };
    }

    private Result search(Caller caller, ObjectNode params) {
        List<String> words = Arrays.stream(params.path("arguments")
                        .path("query")
                        .asText()
                        .toLowerCase(Locale.ROOT)
                        .split("[^a-z0-9]+"))
                .filter(word -> !word.isEmpty())
                .limit(20)
                .toList();
        int limit = Math.clamp(params.path("arguments").path("limit").asInt(USUALLY_FOUND), 1, MOST_FOUND);
        ObjectNode found = JsonNodeFactory.instance.objectNode();
        ArrayNode tools = found.putArray("tools");
        listing.allowed(caller).stream()
                .map(tool -> new Hit(tool, score(tool, words)))
                .filter(hit -> words.isEmpty() || hit.score > 0)
                .sorted(Comparator.comparingInt(Hit::score).reversed())
                .limit(limit)
                .forEach(hit -> tools.add(shown(hit.tool)));
        return ToolResults.of(found.toString());
    }

    private record Hit(Tool tool, int score) {}

    private static int score(Tool tool, List<String> words) {
        String name = ToolNames.of(tool);
        String title = tool.definition().title().toLowerCase(Locale.ROOT);
        String description = tool.definition().description().toLowerCase(Locale.ROOT);
        return words.stream()
                .mapToInt(word -> (name.contains(word) ? 4 : 0)
                        + (title.contains(word) ? 2 : 0)
                        + (description.contains(word) ? 1 : 0))
                .sum();
    }

    private static ObjectNode shown(Tool tool) {
        ObjectNode shown = JsonNodeFactory.instance.objectNode();
        shown.put("name", ToolNames.of(tool))
                .put("description", ToolNames.shortened(tool.definition().description()))
                .put("read_only", tool.readOnly());
        shown.set("input_schema", tool.definition().inputSchema());
        return shown;
    }
}
