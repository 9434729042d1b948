package dev.sluice.statement;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;
import dev.sluice.fault.FaultException;
import dev.sluice.statement.ResultManifest.ChunkInfo;
import dev.sluice.statement.rows.ResultColumn;
import dev.sluice.workspace.FaultTeller;
import dev.sluice.workspace.WorkspaceResponse;
import io.vertx.core.buffer.Buffer;
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
    private final JsonNode tree;
    private final @Nullable Buffer dataArray;

    private StatementAnswer(RowsApart answer) {
        this.tree = answer.tree();
        this.dataArray = answer.rows();
    }

    /** Reads an execute or get answer. */
    static StatementStatus status(WorkspaceResponse response) {
        StatementAnswer answer = new StatementAnswer(RowsApart.read(response));
        String id = answer.tree.path("statement_id").asText("");
        JsonNode status = answer.tree.path("status");
        String state = status.path("state").asText("");
        if (id.isEmpty() || state.isEmpty()) {
            throw FaultTeller.unreadable(response).asException();
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
        StatementAnswer answer = new StatementAnswer(RowsApart.read(body));
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
}
