package dev.sluice.face.mcp;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.call.ToolAnswer;
import dev.sluice.fault.Fault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The results of tools: the workspace's JSON as structured content and as text, and faults as text. */
final class ToolResults {
    private static final JsonFactory JSON = new ObjectMapper().getFactory();

    private static final String NAME = "\"tool_name\":\"";
    private static final String LONG_NAME = NAME + ToolNames.CONNECTOR;

    private ToolResults() {}

    static Result of(ToolAnswer answer, String executionId) {
        // As a member alone: a cell's text may have anything, but its quotes are escaped.
        String data = answer.data().toString(StandardCharsets.UTF_8).replace(LONG_NAME, NAME);
        String rest = rest(data);
        String repeat = answer.repeatOf() == null ? "" : ",\"dev.sluice/repeat_of\":\"" + answer.repeatOf() + "\"";
        return structured(data, rest, execution(executionId) + repeat);
    }

    /** The result for JSON of the gateway's own. */
    static Result of(String data) {
        return structured(data, "", null);
    }

    private static Result structured(String data, String rest, @Nullable String meta) {
        return new Result(
                "\"content\":[" + text(data) + (rest.isEmpty() ? "" : "," + text(rest)) + "],\"structuredContent\":"
                        + data + ",\"isError\":false",
                meta,
                -1);
    }

    static Result of(Fault fault, String executionId) {
        return new Result(
                "\"content\":[" + text(FaultTexts.text(fault)) + "],\"isError\":true",
                execution(executionId) + ",\"dev.sluice/fault\":" + FaultTexts.problem(fault, executionId),
                -1);
    }

    private static String execution(String executionId) {
        return "\"dev.sluice/execution_id\":\"" + executionId + "\"";
    }

    private static String text(String text) {
        return "{\"type\":\"text\",\"text\":\""
                + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + "\"}";
    }

    /** Says how to get the rest of an answer that was cut; empty for one that is whole. */
    private static String rest(String data) {
        JsonNode next = next(data);
        if (next == null) {
            return "";
        }
        StringBuilder text = new StringBuilder("There is more than this answer holds.");
        if (next.has("tool_name")) {
            text.append(" To go on, call ")
                    .append(next.path("tool_name").asText())
                    .append(" with ")
                    .append(next.path("params"))
                    .append('.');
        }
        if (next.has("stream")) {
            text.append(" All rows at once: GET ")
                    .append(next.path("stream").asText())
                    .append(" of this gateway, with the same credentials, and the account as a query parameter unless a"
                            + " session token names it.");
        }
        return text.toString();
    }

    // The last member of the object: everything before it is passed over without building anything.
    private static @Nullable JsonNode next(String data) {
        if (!data.contains("\"next\":{")) {
            return null;
        }
        try (JsonParser parser = JSON.createParser(data)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean found = parser.currentName().equals("next");
                parser.nextToken();
                if (found) {
                    return parser.readValueAsTree();
                }
                parser.skipChildren();
            }
            return null;
        } catch (IOException notJson) {
            return null;
        }
    }
}
