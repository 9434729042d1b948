package dev.sluice.call.run;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.statement.RowsApart;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;

/** Answers with rows, bounded: what does not fit, and the chunk after it, is named by {@code next}. */
final class RowAnswers {
    private static final String CHUNK_TOOL = "databricksworkspace_sql_statement_result_chunk_get";

    private static final String NEXT_CHUNK = "next_chunk_index";

    private RowAnswers() {}

    /** Whether an answer may be passed on as it came: it fits, and no chunk follows. A cell may cry wolf. */
    static boolean isWhole(Buffer body) {
        return body.length() <= Answers.MOST_BYTES
                && !body.toString(StandardCharsets.ISO_8859_1).contains(NEXT_CHUNK);
    }

    /** An execute or get answer. */
    static Buffer statement(Buffer body) {
        RowsApart answer = RowsApart.read(body);
        ObjectNode data = answer.tree();
        return answer.rows() == null || !(data.get("result") instanceof ObjectNode result)
                ? Answers.bytes(data)
                : windowed(
                        data,
                        result,
                        answer.rows(),
                        0,
                        data.path("statement_id").asText());
    }

    /** A chunk answer, from a row of the whole result on. */
    static Buffer chunk(Buffer body, long fromRow, String statementId) {
        RowsApart answer = RowsApart.read(body);
        ObjectNode data = answer.tree();
        long skip = Math.max(0, fromRow - data.path("row_offset").asLong());
        return answer.rows() == null ? Answers.bytes(data) : windowed(data, data, answer.rows(), skip, statementId);
    }

    private static Buffer windowed(ObjectNode data, ObjectNode result, Buffer rows, long skip, String statementId) {
        RowWindow window = RowWindow.of(rows, skip);
        long nextRow = window.putInto(result);
        if (window.hasMore() || result.path(NEXT_CHUNK).isInt()) {
            ObjectNode params = JsonNodeFactory.instance.objectNode().put("statement_id", statementId);
            if (window.hasMore()) {
                params.put("chunk_index", result.path("chunk_index").asInt()).put("row_offset", nextRow);
            } else {
                params.set("chunk_index", result.get(NEXT_CHUNK));
            }
            Answers.goOn(data, CHUNK_TOOL, params)
                    .put("stream", "/api/v1/sql/stream/" + statementId + "?row_offset=" + nextRow);
        }
        return Answers.bytes(data);
    }
}
