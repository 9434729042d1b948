package dev.sluice.sandbox.catalog;

import dev.sluice.sandbox.sql.Catalogue.ColumnEntry;
import dev.sluice.sandbox.sql.Catalogue.TableEntry;
import dev.sluice.sandbox.sql.Column;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.UUID;

/** Tables as Unity Catalog writes them: heavy, unless columns and properties are left out. */
record TableJson(boolean omitColumns, boolean omitProperties) {
    JsonObject of(TableEntry entry) {
        String fullName = entry.securable().fullName();
        JsonObject json = new JsonObject()
                .put("name", entry.name())
                .put("catalog_name", entry.catalog())
                .put("schema_name", entry.schema())
                .put("table_type", entry.type())
                .put("data_source_format", entry.format());
        if (!omitColumns) {
            JsonArray columns = new JsonArray();
            entry.columns().forEach(column -> columns.add(column(column)));
            json.put("columns", columns);
        }
        if (entry.viewText() != null) {
            json.put("view_definition", entry.viewText());
        }
        if (!omitProperties) {
            json.put(
                    "properties",
                    new JsonObject()
                            .put(
                                    "delta.lastCommitTimestamp",
                                    Long.toString(entry.details().createdAt().toEpochMilli())));
        }
        return CatalogJson.details(json, fullName, entry.details())
                .put(
                        "table_id",
                        UUID.nameUUIDFromBytes(fullName.getBytes(StandardCharsets.UTF_8))
                                .toString())
                .put("securable_type", "TABLE");
    }

    /** Unlike in a manifest, the type's text is in lower case. */
    private static JsonObject column(ColumnEntry entry) {
        Column column = entry.column();
        String type = column.typeText().toLowerCase(Locale.ROOT);
        JsonObject typeJson = new JsonObject()
                .put("name", column.name())
                .put("type", type.equals("bigint") ? "long" : type)
                .put("nullable", entry.nullable())
                .put("metadata", new JsonObject());
        JsonObject json = new JsonObject()
                .put("name", column.name())
                .put("type_text", type)
                .put("type_name", column.typeName())
                .put("type_precision", column.precision() == null ? 0 : column.precision())
                .put("type_scale", column.scale() == null ? 0 : column.scale())
                .put("position", column.position());
        if (entry.comment() != null) {
            json.put("comment", entry.comment());
        }
        return json.put("nullable", entry.nullable()).put("type_json", typeJson.encode());
    }
}
