package dev.sluice.statement.rows;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;

/** A large result as a workspace would tell it: so many chunks, each of the same 20 MiB of orders behind a link. */
public final class OrdersResult {
    private final byte[] chunk = OrdersChunk.bytes();
    private final long rowsInChunk = rows(chunk);
    private final int chunks;

    public OrdersResult(int chunks) {
        this.chunks = chunks;
    }

    /** The bytes of each chunk. */
    public byte[] chunk() {
        return chunk.clone();
    }

    public int chunkBytes() {
        return chunk.length;
    }

    /** The bytes of all chunks. */
    public long bytes() {
        return (long) chunk.length * chunks;
    }

    public long rows() {
        return rowsInChunk * chunks;
    }

    /** The answer to the statement's submission (Databricks REST: execute, disposition EXTERNAL_LINKS). */
    public JsonObject submitted(String statementId, String firstLink) {
        JsonObject link = new JsonObject()
                .put("chunk_index", 0)
                .put("external_link", firstLink)
                .put("expiration", "2099-01-01T00:00:00Z");
        return new JsonObject()
                .put("statement_id", statementId)
                .put("status", new JsonObject().put("state", "SUCCEEDED"))
                .put("manifest", manifest())
                .put("result", new JsonObject().put("external_links", new JsonArray().add(link)));
    }

    private JsonObject manifest() {
        JsonArray infos = new JsonArray();
        for (int index = 0; index < chunks; index++) {
            infos.add(new JsonObject()
                    .put("chunk_index", index)
                    .put("row_offset", index * rowsInChunk)
                    .put("row_count", rowsInChunk)
                    .put("byte_count", chunk.length));
        }
        return new JsonObject()
                .put("format", "JSON_ARRAY")
                .put("schema", new JsonObject().put("columns", columns()))
                .put("total_chunk_count", chunks)
                .put("total_row_count", rows())
                .put("truncated", false)
                .put("chunks", infos);
    }

    private static JsonArray columns() {
        JsonArray columns = new JsonArray();
        for (ResultColumn column : OrdersChunk.COLUMNS) {
            columns.add(new JsonObject()
                    .put("name", column.name())
                    .put("type_text", column.typeText())
                    .put("type_name", column.typeName())
                    .put("position", columns.size()));
        }
        return columns;
    }

    private static long rows(byte[] chunk) {
        try (JsonParser parser = new JsonFactory().createParser(chunk)) {
            long rows = 0;
            parser.nextToken();
            while (parser.nextToken() == JsonToken.START_ARRAY) {
                parser.skipChildren();
                rows++;
            }
            return rows;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
