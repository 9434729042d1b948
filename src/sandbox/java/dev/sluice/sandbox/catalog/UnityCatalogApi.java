package dev.sluice.sandbox.catalog;

import dev.sluice.sandbox.auth.Authenticator;
import dev.sluice.sandbox.auth.Principal;
import dev.sluice.sandbox.http.Call;
import dev.sluice.sandbox.http.Page;
import dev.sluice.sandbox.http.Refusal;
import dev.sluice.sandbox.http.Reply;
import dev.sluice.sandbox.http.Routes;
import dev.sluice.sandbox.settings.LiveSettings;
import dev.sluice.sandbox.sql.Catalogue.TableEntry;
import dev.sluice.sandbox.sql.Securable;
import dev.sluice.sandbox.sql.SqlEngine;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * {@code /api/2.1/unity-catalog/{catalogs,schemas,tables}}. Databricks REST: Unity Catalog 2.1. What the principal may
 * not see is left out; a parent that it may not enter is 403, one that does not exist 404.
 */
public final class UnityCatalogApi {
    private static final String ROOT = "/api/2.1/unity-catalog";
    private final Authenticator authenticator;
    private final SqlEngine engine;
    private final Doorkeeper doorkeeper;
    private final LiveSettings settings;

    public UnityCatalogApi(Authenticator authenticator, SqlEngine engine, LiveSettings settings) {
        this.authenticator = authenticator;
        this.engine = engine;
        this.doorkeeper = new Doorkeeper(engine);
        this.settings = settings;
    }

    public void addTo(Routes routes) {
        routes.get(ROOT + "/catalogs", authenticator.any("unity-catalog", this::catalogs))
                .get(ROOT + "/schemas", authenticator.any("unity-catalog", this::schemas))
                .get(ROOT + "/tables", authenticator.any("unity-catalog", this::tables));
    }

    private Future<Reply> catalogs(Call call, Principal principal) {
        var entries = engine.catalogue().catalogs(principal.clientId(), flag(call, "include_browse"));
        return list(
                call,
                "catalogs",
                entries,
                entry -> doorkeeper.mayEnter(principal, Securable.catalog(entry.name()))
                        ? CatalogJson.catalog(entry)
                        : CatalogJson.browseOnly(List.of(entry.name())));
    }

    private Future<Reply> schemas(Call call, Principal principal) {
        String catalog = required(call, "catalog_name");
        boolean browse = flag(call, "include_browse");
        doorkeeper.requireCatalog(principal, catalog, browse);
        var entries = engine.catalogue().schemas(principal.clientId(), catalog, browse);
        return list(call, "schemas", entries, entry -> {
            Securable schema = Securable.schema(entry.catalog(), entry.name());
            return doorkeeper.mayEnter(principal, schema)
                    ? CatalogJson.schema(entry)
                    : CatalogJson.browseOnly(schema.path());
        });
    }

    private Future<Reply> tables(Call call, Principal principal) {
        String catalog = required(call, "catalog_name");
        String schema = required(call, "schema_name");
        boolean browse = flag(call, "include_browse");
        doorkeeper.requireCatalog(principal, catalog, browse);
        doorkeeper.requireSchema(principal, catalog, schema, browse);
        List<TableEntry> entries = engine.catalogue().tables(principal.clientId(), catalog, schema, browse);
        if (call.query("max_results") == null
                && entries.size() > settings.now().catalog().pageSize()) {
            throw tooLarge();
        }
        TableJson json = new TableJson(flag(call, "omit_columns"), flag(call, "omit_properties"));
        return list(
                call,
                "tables",
                entries,
                entry -> doorkeeper.mayEnter(principal, entry.securable())
                        ? json.of(entry)
                        : CatalogJson.browseOnly(entry.securable().path()));
    }

    private <T> Future<Reply> list(Call call, String name, List<T> entries, Function<T, JsonObject> write) {
        @Nullable String size = call.query("max_results");
        int most = size == null && call.query("page_token") == null
                ? Integer.MAX_VALUE
                : settings.now().catalog().pageSize();
        Page<T> page = Page.of(entries, size, call.query("page_token"), most, "max_results");
        JsonArray found = new JsonArray();
        page.items().forEach(entry -> found.add(write.apply(entry)));
        return Future.succeededFuture(Reply.json(page.close(new JsonObject().put(name, found))));
    }

    private static boolean flag(Call call, String name) {
        return "true".equals(call.query(name));
    }

    private static String required(Call call, String name) {
        @Nullable String value = call.query(name);
        if (value == null || value.isEmpty()) {
            throw Refusal.missing(name);
        }
        return value;
    }

    private static Refusal tooLarge() {
        return Refusal.of(
                400,
                "INVALID_PARAMETER_VALUE",
                "The ListTables result set is too large to return in a single response. Please adopt the paginated"
                        + " version of this API by setting max_results and paging through results with page_token."
                        + " Error code #UC-PGRQD");
    }
}
