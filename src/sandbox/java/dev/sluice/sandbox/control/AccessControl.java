package dev.sluice.sandbox.control;

import static dev.sluice.sandbox.control.ControlApi.control;
import static dev.sluice.sandbox.control.ControlApi.text;

import dev.sluice.sandbox.auth.AccessTokens;
import dev.sluice.sandbox.auth.Principals;
import dev.sluice.sandbox.http.Call;
import dev.sluice.sandbox.http.Routes;
import dev.sluice.sandbox.permissions.Grantee;
import dev.sluice.sandbox.permissions.PermissionLevel;
import dev.sluice.sandbox.permissions.Permissions;
import dev.sluice.sandbox.permissions.SecuredObject;
import dev.sluice.sandbox.sql.Grants;
import dev.sluice.sandbox.sql.Privilege;
import dev.sluice.sandbox.sql.Securable;
import dev.sluice.sandbox.warehouses.Warehouse;
import dev.sluice.sandbox.warehouses.Warehouses;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Principals, tokens, grants and warehouses: who may do what from now on. */
final class AccessControl {
    private final Principals principals;
    private final AccessTokens tokens;
    private final Grants grants;
    private final Permissions permissions;
    private final Warehouses warehouses;

    AccessControl(
            Principals principals, AccessTokens tokens, Grants grants, Permissions permissions, Warehouses warehouses) {
        this.principals = principals;
        this.tokens = tokens;
        this.grants = grants;
        this.permissions = permissions;
        this.warehouses = warehouses;
    }

    void addTo(Routes routes) {
        routes.post("/sandbox/tokens/expire", control(this::expire))
                .post("/sandbox/principals/{id}/revoke", control(call -> done(() -> principals.revoke(client(call)))))
                .post("/sandbox/principals/{id}/restore", control(call -> done(() -> principals.restore(client(call)))))
                .post("/sandbox/principals/{id}/secret", control(this::rotate))
                .post("/sandbox/grants", control(this::grant))
                .delete("/sandbox/grants", control(this::revoke))
                .post("/sandbox/warehouses/{id}/state", control(this::force))
                .post("/sandbox/warehouses/{id}/rights", control(this::allow))
                .delete("/sandbox/warehouses/{id}/rights", control(this::forbid));
    }

    private JsonObject expire(Call call) {
        @Nullable String clientId = call.json().getString("client_id");
        if (clientId == null) {
            tokens.expireMinted();
        } else {
            tokens.expire(clientId);
        }
        return new JsonObject();
    }

    private JsonObject rotate(Call call) {
        String secret = text(call.json(), "secret");
        return done(() -> principals.rotate(client(call), secret));
    }

    private JsonObject grant(Call call) {
        JsonObject body = call.json();
        return done(() -> grants.grant(text(body, "principal"), privilege(body), on(body)));
    }

    private JsonObject revoke(Call call) {
        JsonObject body = call.json();
        return done(() -> grants.revoke(text(body, "principal"), privilege(body), on(body)));
    }

    private JsonObject force(Call call) {
        Warehouse.State state = Warehouse.State.valueOf(text(call.json(), "state"));
        return done(() -> warehouse(call).force(state));
    }

    private JsonObject allow(Call call) {
        JsonObject body = call.json();
        PermissionLevel level = PermissionLevel.valueOf(text(body, "right"));
        return done(() -> permissions.grant(secured(call), grantee(body), level));
    }

    private JsonObject forbid(Call call) {
        return done(() -> permissions.revoke(secured(call), grantee(call.json())));
    }

    private SecuredObject secured(Call call) {
        return SecuredObject.warehouse(warehouse(call).id());
    }

    private static Grantee grantee(JsonObject body) {
        return Grantee.servicePrincipal(text(body, "principal"));
    }

    private String client(Call call) {
        String clientId = call.pathParameter("id");
        if (principals.find(clientId).isEmpty()) {
            throw new IllegalArgumentException("There is no principal " + clientId + ".");
        }
        return clientId;
    }

    private Warehouse warehouse(Call call) {
        String id = call.pathParameter("id");
        return warehouses.find(id).orElseThrow(() -> new IllegalArgumentException("There is no warehouse " + id + "."));
    }

    private static Privilege privilege(JsonObject body) {
        return Privilege.valueOf(text(body, "privilege").replace(' ', '_'));
    }

    private static Securable on(JsonObject body) {
        return new Securable(List.of(text(body, "on").split("\\.")));
    }

    private static JsonObject done(Runnable change) {
        change.run();
        return new JsonObject();
    }
}
