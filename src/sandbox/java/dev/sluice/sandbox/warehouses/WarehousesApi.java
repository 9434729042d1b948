package dev.sluice.sandbox.warehouses;

import dev.sluice.sandbox.auth.Authenticator;
import dev.sluice.sandbox.auth.Principal;
import dev.sluice.sandbox.http.Call;
import dev.sluice.sandbox.http.Page;
import dev.sluice.sandbox.http.Reply;
import dev.sluice.sandbox.http.Routes;
import dev.sluice.sandbox.permissions.PermissionLevel;
import dev.sluice.sandbox.settings.LiveSettings;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** {@code /api/2.0/sql/warehouses}: list, get, start, stop. Databricks REST: SQL warehouses 2.0. */
public final class WarehousesApi {
    private static final String ROOT = "/api/2.0/sql/warehouses";
    private final Authenticator authenticator;
    private final Warehouses warehouses;
    private final LiveSettings settings;

    public WarehousesApi(Authenticator authenticator, Warehouses warehouses, LiveSettings settings) {
        this.authenticator = authenticator;
        this.warehouses = warehouses;
        this.settings = settings;
    }

    public void addTo(Routes routes) {
        routes.get(ROOT, authenticator.sql(this::list))
                .get(ROOT + "/{id}", authenticator.sql(this::get))
                .post(ROOT + "/{id}/start", authenticator.sql(this::start))
                .post(ROOT + "/{id}/stop", authenticator.sql(this::stop));
    }

    private Future<Reply> list(Call call, Principal principal) {
        int most = settings.now().warehouses().pageSize();
        Page<Warehouse> page = Page.of(
                warehouses.visibleTo(principal), call.query("page_size"), call.query("page_token"), most, "page_size");
        JsonArray found = new JsonArray();
        page.items().forEach(warehouse -> found.add(json(warehouse, principal, call)));
        return Future.succeededFuture(Reply.json(page.close(new JsonObject().put("warehouses", found))));
    }

    private Future<Reply> get(Call call, Principal principal) {
        Warehouse warehouse = warehouses.forAction(call.pathParameter("id"), principal, PermissionLevel.CAN_VIEW);
        return Future.succeededFuture(Reply.json(json(warehouse, principal, call)
                .put("num_active_sessions", warehouse.sessions().get())));
    }

    private Future<Reply> start(Call call, Principal principal) {
        warehouses
                .forAction(call.pathParameter("id"), principal, PermissionLevel.CAN_USE)
                .start();
        return Future.succeededFuture(Reply.json(new JsonObject()));
    }

    private Future<Reply> stop(Call call, Principal principal) {
        warehouses
                .forAction(call.pathParameter("id"), principal, PermissionLevel.CAN_MANAGE)
                .stop();
        return Future.succeededFuture(Reply.json(new JsonObject()));
    }

    private JsonObject json(Warehouse warehouse, Principal principal, Call call) {
        return WarehouseJson.of(warehouse, warehouses.allows(warehouse, principal, PermissionLevel.CAN_MANAGE), call);
    }
}
