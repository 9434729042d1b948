package dev.sluice.sandbox.scim;

import dev.sluice.sandbox.auth.Authenticator;
import dev.sluice.sandbox.auth.Principal;
import dev.sluice.sandbox.http.Call;
import dev.sluice.sandbox.http.Reply;
import dev.sluice.sandbox.http.Routes;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** {@code GET /api/2.0/preview/scim/v2/Me}: who the token stands for. A service principal's userName is its id. */
public final class MeApi {
    private final Authenticator authenticator;

    public MeApi(Authenticator authenticator) {
        this.authenticator = authenticator;
    }

    public void addTo(Routes routes) {
        routes.get("/api/2.0/preview/scim/v2/Me", authenticator.any("iam.current-user:read", MeApi::me));
    }

    private static Future<Reply> me(Call call, Principal principal) {
        JsonArray entitlements = new JsonArray();
        principal.entitlements().stream()
                .sorted()
                .forEach(name -> entitlements.add(new JsonObject().put("value", name)));
        JsonArray groups = new JsonArray();
        if (principal.admin()) {
            groups.add(Users.group("admins", "310000000000000"));
        }
        JsonObject body = new JsonObject()
                .put("entitlements", entitlements)
                .put("displayName", principal.displayName())
                .put("schemas", Users.schemas())
                .put("name", new JsonObject().put("givenName", principal.displayName()))
                .put("active", true)
                .put("groups", groups)
                .put("id", Long.toString(principal.id()))
                .put("userName", principal.clientId());
        Reply reply = Reply.json(Projection.of(call).of(body));
        return Future.succeededFuture(reply.with("Content-Type", ScimError.CONTENT_TYPE));
    }
}
