package dev.sluice.statement;

import dev.sluice.fault.Fault;
import dev.sluice.fault.Problem;
import dev.sluice.statement.rows.ResultColumn;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** The lines of a stream that are not rows: objects with one key, so that a first byte tells them from arrays. */
final class ControlLine {
    private ControlLine() {}

    static Buffer header(String statementId, ResultManifest manifest, long rowOffset) {
        JsonArray columns = new JsonArray();
        for (ResultColumn column : manifest.columns()) {
            columns.add(new JsonObject().put("name", column.name()).put("type", column.typeText()));
        }
        return line(
                "header",
                new JsonObject()
                        .put("statement_id", statementId)
                        .put("columns", columns)
                        .put("row_offset", rowOffset)
                        .put("total_row_count", manifest.totalRowCount())
                        .put("truncated", manifest.truncated()));
    }

    static Buffer progress(String statementId, String state, long waitedMillis, @Nullable String warehouseState) {
        JsonObject progress = new JsonObject()
                .put("statement_id", statementId)
                .put("state", state)
                .put("waited_ms", waitedMillis);
        if (warehouseState != null) {
            progress.put("warehouse_state", warehouseState);
        }
        return line("progress", progress);
    }

    static Buffer end(long rowCount, boolean truncated) {
        return line(
                "end",
                new JsonObject()
                        .put("state", "SUCCEEDED")
                        .put("row_count", rowCount)
                        .put("truncated", truncated));
    }

    /** @param nextRowOffset where a resumed stream goes on */
    static Buffer error(Fault fault, long nextRowOffset) {
        return line("error", Problem.of(fault, null).put("next_row_offset", nextRowOffset));
    }

    private static Buffer line(String key, JsonObject value) {
        return new JsonObject().put(key, value).toBuffer().appendByte((byte) '\n');
    }
}
