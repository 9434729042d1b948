package dev.sluice.call.run;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;
import dev.sluice.statement.RowsApart;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Answers with rows, bounded: what does not fit, and the chunk after it, is named by {@code next}. */
final class RowAnswers {
    private static final String CHUNK_TOOL = "databricksworkspace_sql_statement_result_chunk_get";

    private static final String NEXT_CHUNK = "next_chunk_index";
    private static final String LINKS = "external_links";

    /** What {@code next} takes. */
    private static final int RESERVE = 1024;

    private RowAnswers() {}

    /** Whether an answer may be passed on as it came: it fits, no chunk follows, no link. A cell may cry wolf. */
    static boolean isWhole(Buffer body, Reception reception) {
        if (body.length() > reception.mostBytes()) {
            return false;
        }
        String text = body.toString(StandardCharsets.ISO_8859_1);
        return !text.contains(NEXT_CHUNK) && !text.contains(LINKS);
    }

    /** An execute or get answer. */
    static Buffer statement(Buffer body, Reception reception) {
        RowsApart answer = RowsApart.read(body);
        ObjectNode data = answer.tree();
        return data.get("result") instanceof ObjectNode result
                ? bounded(
                        data,
                        result,
                        answer.rows(),
                        0,
                        data.path("statement_id").asText(),
                        reception)
                : Answers.bytes(data, reception.mostBytes());
    }

    /** A chunk answer, from a row of the whole result on. */
    static Buffer chunk(Buffer body, long fromRow, String statementId, Reception reception) {
        RowsApart answer = RowsApart.read(body);
        ObjectNode data = answer.tree();
        long skip = Math.max(0, fromRow - data.path("row_offset").asLong());
        return bounded(data, data, answer.rows(), skip, statementId, reception);
    }

    private static Buffer bounded(
            ObjectNode data,
            ObjectNode result,
            @Nullable Buffer rows,
            long skip,
            String statementId,
            Reception reception) {
        if (rows != null) {
            int beside = reception.mostBytes() - Answers.written(data).length - RESERVE;
            window(data, result, RowWindow.of(rows, skip, Math.min(reception.mostContent(), beside)), statementId);
        } else if (result.path(LINKS).get(0) instanceof ObjectNode link) {
            // Whoever holds such a link can read the rows: they go through the stream instead.
            long row = link.path("row_offset").asLong();
            result.remove(LINKS);
            data.put("truncated", true).putObject("next").put("stream", stream(statementId, row));
        }
        return Answers.bytes(data, reception.mostBytes());
    }

    private static void window(ObjectNode data, ObjectNode result, RowWindow window, String statementId) {
        if (window.isTooSmall()) {
            throw tooWide(statementId).asException();
        }
        long nextRow = window.putInto(result);
        ObjectNode params = JsonNodeFactory.instance.objectNode().put("statement_id", statementId);
        if (window.hasMore()) {
            params.put("chunk_index", result.path("chunk_index").asInt()).put("row_offset", nextRow);
            // The rest of this chunk comes first.
            result.remove(NEXT_CHUNK);
            result.remove("next_chunk_internal_link");
        } else if (result.path(NEXT_CHUNK).isInt()) {
            params.set("chunk_index", result.get(NEXT_CHUNK));
        } else {
            return;
        }
        Answers.goOn(data, CHUNK_TOOL, params).put("stream", stream(statementId, nextRow));
    }

    private static String stream(String statementId, long row) {
        return "/api/v1/sql/stream/" + statementId + "?row_offset=" + row;
    }

    private static Fault tooWide(String statementId) {
        return Fault.of(
                        FaultCode.RESULT_TOO_LARGE,
                        "A single row is larger than an answer may be.",
                        "Read the result through " + stream(statementId, 0) + ", or select fewer columns.")
                .withStatementId(statementId);
    }
}
