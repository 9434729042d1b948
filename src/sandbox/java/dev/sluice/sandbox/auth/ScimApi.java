package dev.sluice.sandbox.auth;

import dev.sluice.sandbox.http.Call;
import dev.sluice.sandbox.http.Reply;
import dev.sluice.sandbox.http.Routes;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** {@code GET /api/2.0/preview/scim/v2/Me}: who the token stands for. A service principal's userName is its id. */
public final class ScimApi {
    private final Authenticator authenticator;

    public ScimApi(Authenticator authenticator) {
        this.authenticator = authenticator;
    }

    public void addTo(Routes routes) {
        routes.get("/api/2.0/preview/scim/v2/Me", authenticator.any("iam.current-user:read", ScimApi::me));
    }

    private static Future<Reply> me(Call call, Principal principal) {
        JsonArray entitlements = new JsonArray();
        principal.entitlements().stream()
                .sorted()
                .forEach(name -> entitlements.add(new JsonObject().put("value", name)));
        JsonObject body = new JsonObject()
                .put("entitlements", entitlements)
                .put("displayName", principal.displayName())
                .put(
                        "schemas",
                        new JsonArray()
                                .add("urn:ietf:params:scim:schemas:core:2.0:User")
                                .add("urn:ietf:params:scim:schemas:extension:workspace:2.0:User"))
                .put("name", new JsonObject().put("givenName", principal.displayName()))
                .put("active", true)
                .put("groups", new JsonArray())
                .put("id", Long.toString(principal.id()))
                .put("userName", principal.clientId());
        return Future.succeededFuture(Reply.json(body).with("Content-Type", "application/scim+json"));
    }
}
