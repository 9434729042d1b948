package dev.sluice.sandbox.statements;

import dev.sluice.sandbox.auth.Authenticator;
import dev.sluice.sandbox.auth.Principal;
import dev.sluice.sandbox.http.Call;
import dev.sluice.sandbox.http.Fields;
import dev.sluice.sandbox.http.Refusal;
import dev.sluice.sandbox.http.Reply;
import dev.sluice.sandbox.http.Routes;
import dev.sluice.sandbox.warehouses.Warehouse;
import dev.sluice.sandbox.warehouses.Warehouses;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** The sessions of drivers, under the old path and the new. Not documented; as databricks-jdbc calls them. */
final class SessionsApi {
    private static final String OLD = "/api/2.0/sql/sessions";
    private static final String NEW = "/api/2.0/sql/warehouses/{warehouse}/sessions";
    private final Authenticator authenticator;
    private final Warehouses warehouses;
    private final SessionBook sessions;

    SessionsApi(Authenticator authenticator, Warehouses warehouses, SessionBook sessions) {
        this.authenticator = authenticator;
        this.warehouses = warehouses;
        this.sessions = sessions;
    }

    void addTo(Routes routes) {
        routes.post(OLD, authenticator.sql(this::openOld))
                .delete(OLD + "/{session}", authenticator.sql(this::close))
                .post(NEW, authenticator.sql(this::openNew))
                .delete(NEW + "/{session}", authenticator.sql(this::close));
    }

    private Future<Reply> openOld(Call call, Principal principal) {
        @Nullable String warehouse = new Fields(call.json()).text("warehouse_id");
        if (warehouse == null) {
            throw Refusal.missing("warehouse_id");
        }
        return open(warehouse, call, principal);
    }

    private Future<Reply> openNew(Call call, Principal principal) {
        return open(call.pathParameter("warehouse"), call, principal);
    }

    private Future<Reply> open(String warehouseId, Call call, Principal principal) {
        Warehouse warehouse = warehouses.forStatement(warehouseId, principal);
        Fields fields = new Fields(call.json());
        Session session = sessions.open(warehouse, fields.text("catalog"), fields.text("schema"));
        return Future.succeededFuture(Reply.json(new JsonObject().put("session_id", session.id())));
    }

    private Future<Reply> close(Call call, Principal principal) {
        sessions.close(call.pathParameter("session"));
        return Future.succeededFuture(Reply.json(new JsonObject()));
    }
}
