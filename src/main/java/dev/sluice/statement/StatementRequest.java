package dev.sluice.statement;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * A statement to run, with Databricks' own members.
 *
 * @param warehouseId the SQL warehouse that runs it
 * @param statement the SQL text, at most 16 MiB
 * @param parameters values of the statement's {@code :name} markers, each {@code {name, value, type}}
 * @param rowLimit the most rows to give, or null
 */
public record StatementRequest(
        String warehouseId,
        String statement,
        @Nullable String catalog,
        @Nullable String schema,
        @Nullable JsonArray parameters,
        @Nullable Long rowLimit) {

    /** The body of an execute call whose result is to be fetched by external links, of any size. */
    JsonObject toExternalLinks(String waitTimeout) {
        JsonObject body = new JsonObject()
                .put("warehouse_id", warehouseId)
                .put("statement", statement)
                .put("disposition", "EXTERNAL_LINKS")
                .put("format", "JSON_ARRAY")
                .put("wait_timeout", waitTimeout)
                .put("on_wait_timeout", "CONTINUE");
        putIfPresent(body, "catalog", catalog);
        putIfPresent(body, "schema", schema);
        putIfPresent(body, "parameters", parameters);
        putIfPresent(body, "row_limit", rowLimit);
        return body;
    }

    private static void putIfPresent(JsonObject body, String name, @Nullable Object value) {
        if (value != null) {
            body.put(name, value);
        }
    }

    @Override
    public String toString() {
        return "StatementRequest[warehouseId=" + warehouseId + "]";
    }
}
