package dev.sluice.call.run;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.statement.RowsApart;
import io.vertx.core.buffer.Buffer;

/** Answers with rows, bounded: what does not fit is named by {@code next}. */
final class RowAnswers {
    private static final String CHUNK_TOOL = "databricksworkspace_sql_statement_result_chunk_get";

    private RowAnswers() {}

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
        if (window.hasMore()) {
            ObjectNode params = JsonNodeFactory.instance
                    .objectNode()
                    .put("statement_id", statementId)
                    .put("chunk_index", result.path("chunk_index").asInt())
                    .put("row_offset", nextRow);
            Answers.goOn(data, CHUNK_TOOL, params)
                    .put("stream", "/api/v1/sql/stream/" + statementId + "?row_offset=" + nextRow);
        }
        return Answers.bytes(data);
    }
}
