package dev.sluice.sandbox.statements;

import dev.sluice.sandbox.sql.Chunk;
import dev.sluice.sandbox.sql.Column;
import dev.sluice.sandbox.sql.Result;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** The {@code manifest} of a result; members in the order of the wire, bytes only where links lead to them. */
final class Manifest {
    private Manifest() {}

    static JsonObject of(Statement statement, Result result, boolean links) {
        JsonObject manifest = new JsonObject()
                .put("format", statement.request().format().name())
                .put("schema", schema(result))
                .put("total_chunk_count", result.chunks().size());
        if (!result.chunks().isEmpty()) {
            JsonArray chunks = new JsonArray();
            result.chunks().forEach(chunk -> chunks.add(place(chunk, links)));
            manifest.put("chunks", chunks);
        }
        manifest.put("total_row_count", result.rowCount());
        if (links) {
            manifest.put("total_byte_count", result.byteCount());
        }
        manifest.put("truncated", result.truncated());
        if (statement.request().compression() != null) {
            manifest.put("result_compression", "NONE");
        }
        return manifest;
    }

    /** Where a chunk lies in the result. */
    static JsonObject place(Chunk chunk, boolean links) {
        JsonObject place = new JsonObject()
                .put("chunk_index", chunk.index())
                .put("row_offset", chunk.rowOffset())
                .put("row_count", chunk.rowCount());
        return links ? place.put("byte_count", chunk.byteCount()) : place;
    }

    private static JsonObject schema(Result result) {
        JsonObject schema =
                new JsonObject().put("column_count", result.columns().size());
        if (!result.hasResultSet()) {
            return schema;
        }
        JsonArray columns = new JsonArray();
        result.columns().forEach(column -> columns.add(column(column)));
        return schema.put("columns", columns);
    }

    private static JsonObject column(Column column) {
        JsonObject json = new JsonObject()
                .put("name", column.name())
                .put("type_text", column.typeText())
                .put("type_name", column.typeName())
                .put("position", column.position());
        if (column.precision() != null) {
            json.put("type_precision", column.precision());
        }
        if (column.scale() != null) {
            json.put("type_scale", column.scale());
        }
        if (column.intervalType() != null) {
            json.put("type_interval_type", column.intervalType());
        }
        return json;
    }
}
