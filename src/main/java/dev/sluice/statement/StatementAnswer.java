package dev.sluice.statement;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;
import dev.sluice.fault.FaultException;
import dev.sluice.statement.ResultManifest.ChunkInfo;
import dev.sluice.statement.rows.ResultColumn;
import dev.sluice.workspace.FaultTeller;
import dev.sluice.workspace.WorkspaceResponse;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the answers of the Statement Execution API. The rows of an inline result are found and left as bytes; all else
 * is small and becomes a tree.
 */
final class StatementAnswer {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonNode tree;
    private final @Nullable Buffer dataArray;

    private StatementAnswer(JsonNode tree, @Nullable Buffer dataArray) {
        this.tree = tree;
        this.dataArray = dataArray;
    }

    /** Reads an execute or get answer. */
    static StatementStatus status(WorkspaceResponse response) {
        StatementAnswer answer = read(response.body());
        String id = answer.tree.path("statement_id").asText("");
        JsonNode status = answer.tree.path("status");
        String state = status.path("state").asText("");
        if (id.isEmpty() || state.isEmpty()) {
            throw FaultTeller.notAWorkspace().asException();
        }
        return switch (state) {
            case "PENDING", "RUNNING" -> new StatementStatus.Underway(id, state);
            case "SUCCEEDED" ->
                new StatementStatus.Succeeded(
                        id, manifest(answer.tree.path("manifest")), answer.part(answer.tree.path("result"), 0));
            default ->
                new StatementStatus.Ended(
                        id, fault(state, status, response.principal()).withStatementId(id));
        };
    }

    /** Reads a chunk answer, which is the bare {@code result} object. */
    static ChunkPart chunk(Buffer body, int index) {
        StatementAnswer answer = read(body);
        ChunkPart part = answer.part(answer.tree, index);
        if (part == null || part.chunkIndex() != index) {
            throw noRows(index);
        }
        return part;
    }

    private @Nullable ChunkPart part(JsonNode result, int index) {
        if (dataArray != null) {
            return new ChunkPart.Inline(result.path("chunk_index").asInt(index), dataArray);
        }
        for (JsonNode link : result.path("external_links")) {
            if (link.path("chunk_index").asInt() == index) {
                return link(link, index);
            }
        }
        return null;
    }

    private static ChunkPart.Link link(JsonNode link, int index) {
        Map<String, String> headers = new HashMap<>();
        link.path("http_headers")
                .properties()
                .forEach(
                        header -> headers.put(header.getKey(), header.getValue().asText()));
        return new ChunkPart.Link(
                index,
                uri(link.path("external_link").asText(), index),
                headers,
                expiration(link.path("expiration").asText()));
    }

    // The text is a secret: it must not appear in what is thrown.
    private static URI uri(String text, int index) {
        try {
            return new URI(text);
        } catch (URISyntaxException notALink) {
            throw noRows(index);
        }
    }

    /** A link of unknown life counts as expired: it is asked for again just before it is followed. */
    private static Instant expiration(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException unknown) {
            return Instant.EPOCH;
        }
    }

    private static FaultException noRows(int index) {
        return Fault.of(FaultCode.RESULT_STREAM_BROKEN, "The workspace gave no rows for chunk " + index + ".")
                .asException();
    }

    private static ResultManifest manifest(JsonNode manifest) {
        List<ResultColumn> columns = new ArrayList<>();
        for (JsonNode column : manifest.path("schema").path("columns")) {
            columns.add(new ResultColumn(
                    column.path("name").asText(),
                    column.path("type_text").asText(),
                    column.path("type_name").asText()));
        }
        List<ChunkInfo> chunks = new ArrayList<>();
        for (JsonNode chunk : manifest.path("chunks")) {
            chunks.add(new ChunkInfo(
                    chunk.path("chunk_index").asInt(),
                    chunk.path("row_offset").asLong(),
                    chunk.path("row_count").asLong()));
        }
        return new ResultManifest(
                List.copyOf(columns),
                List.copyOf(chunks),
                manifest.path("total_row_count").asLong(),
                manifest.path("truncated").asBoolean());
    }

    private static Fault fault(String state, JsonNode status, String principal) {
        return switch (state) {
            case "FAILED" ->
                FaultTeller.tellStatement(
                        principal,
                        status.path("error").path("error_code").asText(null),
                        status.path("sql_state").asText(null),
                        status.path("error").path("message").asText(""));
            case "CANCELED" -> Fault.of(FaultCode.STATEMENT_CANCELED, "The statement was canceled.", "Run it again.");
            case "CLOSED" ->
                Fault.of(FaultCode.RESULT_EXPIRED, "The statement is closed and its result gone.", "Run it again.");
            default -> Fault.of(FaultCode.WORKSPACE_ERROR, "The statement is in a state that is not known here.");
        };
    }

    private static StatementAnswer read(Buffer body) {
        byte[] bytes = body.getBytes();
        try (JsonParser parser = JSON.createParser(bytes)) {
            Reader reader = new Reader(parser, body);
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw FaultTeller.notAWorkspace().asException();
            }
            return new StatementAnswer(reader.object(), reader.dataArray);
        } catch (IOException notJson) {
            throw FaultTeller.notAWorkspace().asException();
        }
    }

    /** Reads an object into a tree, with {@code data_array} left out and its place in the bytes kept. */
    private static final class Reader {
        private final JsonParser parser;
        private final Buffer body;
        private @Nullable Buffer dataArray;

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
                    dataArray = body.slice((int) start, (int) end);
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
