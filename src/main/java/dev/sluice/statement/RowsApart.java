package dev.sluice.statement;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.fault.Fault;
import dev.sluice.workspace.FaultTeller;
import dev.sluice.workspace.WorkspaceResponse;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An answer of the Statement Execution API, an execute, get or chunk answer, with its rows left as bytes.
 *
 * @param tree the answer without {@code data_array}
 * @param rows the {@code data_array}, JSON; null where the answer has none
 */
public record RowsApart(ObjectNode tree, @Nullable Buffer rows) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Reads an answer; fails with the fault {@code NOT_A_WORKSPACE} if it is no JSON object. */
    public static RowsApart read(Buffer body) {
        return read(body, FaultTeller::notAWorkspace);
    }

    /** As {@link #read(Buffer)}; the fault of a request that may not be repeated leaves its outcome open. */
    static RowsApart read(WorkspaceResponse response) {
        return read(response.body(), () -> FaultTeller.unreadable(response));
    }

    private static RowsApart read(Buffer body, Supplier<Fault> unreadable) {
        try (JsonParser parser = JSON.createParser(body.getBytes())) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw unreadable.get().asException();
            }
            Reader reader = new Reader(parser, body);
            return new RowsApart(reader.object(), reader.rows);
        } catch (IOException notJson) {
            throw unreadable.get().asException();
        }
    }

    @Override
    public String toString() {
        return "RowsApart[bytes=" + (rows == null ? 0 : rows.length()) + "]";
    }

    private static final class Reader {
        private final JsonParser parser;
        private final Buffer body;
        private @Nullable Buffer rows;

        Reader(JsonParser parser, Buffer body) {
            this.parser = parser;
            this.body = body;
        }

        ObjectNode object() throws IOException {
            ObjectNode node = JSON.createObjectNode();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                if (name.equals("data_array") && value == JsonToken.START_ARRAY) {
                    long start = parser.currentTokenLocation().getByteOffset();
                    parser.skipChildren();
                    long end = parser.currentLocation().getByteOffset();
                    rows = body.slice((int) start, (int) end);
                } else if (name.equals("result") && value == JsonToken.START_OBJECT) {
                    node.set(name, object());
                } else {
                    node.set(name, (JsonNode) JSON.readTree(parser));
                }
            }
            return node;
        }
    }
}
