package dev.sluice.sandbox.catalog;

import dev.sluice.sandbox.sql.Catalogue.CatalogEntry;
import dev.sluice.sandbox.sql.Catalogue.Details;
import dev.sluice.sandbox.sql.Catalogue.SchemaEntry;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Catalogs and schemas as Unity Catalog writes them; times are epoch milliseconds. */
final class CatalogJson {
    static final String METASTORE = "2c9bb4a3-6c1e-4b7e-9d0f-5a1d3f6e7b80";
    private static final List<String> NAMES = List.of("catalog_name", "schema_name");

    private CatalogJson() {}

    static JsonObject catalog(CatalogEntry entry) {
        JsonObject json = new JsonObject()
                .put("name", entry.name())
                .put("catalog_type", "MANAGED_CATALOG")
                .put("isolation_mode", "OPEN")
                .put("securable_type", "CATALOG")
                .put("securable_kind", "CATALOG_STANDARD");
        return details(json, entry.name(), entry.details());
    }

    static JsonObject schema(SchemaEntry entry) {
        JsonObject json = new JsonObject()
                .put("name", entry.name())
                .put("catalog_name", entry.catalog())
                .put("catalog_type", "MANAGED_CATALOG")
                .put("securable_type", "SCHEMA")
                .put("securable_kind", "SCHEMA_STANDARD");
        return details(json, entry.catalog() + "." + entry.name(), entry.details());
    }

    /** What a principal sees of an object that it may only browse. */
    static JsonObject browseOnly(List<String> path) {
        JsonObject json = new JsonObject().put("name", path.getLast());
        for (int i = 0; i < path.size() - 1; i++) {
            json.put(NAMES.get(i), path.get(i));
        }
        return json.put("full_name", String.join(".", path)).put("browse_only", true);
    }

    static JsonObject details(JsonObject json, String fullName, Details details) {
        if (details.comment() != null) {
            json.put("comment", details.comment());
        }
        long created = details.createdAt().toEpochMilli();
        return json.put("owner", details.owner())
                .put("metastore_id", METASTORE)
                .put("full_name", fullName)
                .put("created_at", created)
                .put("created_by", details.createdBy())
                .put("updated_at", created)
                .put("updated_by", details.createdBy());
    }
}
