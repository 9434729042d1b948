package dev.sluice.sandbox.secrets;

import dev.sluice.sandbox.auth.Authenticator;
import dev.sluice.sandbox.auth.Principal;
import dev.sluice.sandbox.http.Call;
import dev.sluice.sandbox.http.Fields;
import dev.sluice.sandbox.http.Refusal;
import dev.sluice.sandbox.http.Reply;
import dev.sluice.sandbox.http.Routes;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** {@code /api/2.0/secrets/acls}: list, get, put, delete; for those who manage the scope. Databricks REST: Secrets API. */
final class AclsApi {
    private static final String ROOT = "/api/2.0/secrets/acls";
    private final Authenticator authenticator;
    private final Scopes scopes;

    AclsApi(Authenticator authenticator, Scopes scopes) {
        this.authenticator = authenticator;
        this.scopes = scopes;
    }

    void addTo(Routes routes) {
        routes.get(ROOT + "/list", authenticator.any(SecretsApi.SCOPE, this::list))
                .get(ROOT + "/get", authenticator.any(SecretsApi.SCOPE, this::get))
                .post(ROOT + "/put", authenticator.any(SecretsApi.SCOPE, this::put))
                .post(ROOT + "/delete", authenticator.any(SecretsApi.SCOPE, this::delete));
    }

    private Future<Reply> list(Call call, Principal principal) {
        Scope scope = managed(Fields.required(call.query("scope"), "scope"), principal);
        JsonArray items = new JsonArray();
        scope.permissions().forEach((who, permission) -> items.add(item(who, permission)));
        return SecretsApi.answer(items.isEmpty() ? new JsonObject() : new JsonObject().put("items", items));
    }

    private Future<Reply> get(Call call, Principal principal) {
        Scope scope = managed(Fields.required(call.query("scope"), "scope"), principal);
        String who = Fields.required(call.query("principal"), "principal");
        @Nullable Permission held = scope.permissions().get(who);
        if (held == null) {
            throw absent(scope, who);
        }
        return SecretsApi.answer(item(who, held));
    }

    private Future<Reply> put(Call call, Principal principal) {
        Fields fields = new Fields(call.json());
        Scope scope = managed(fields.required("scope"), principal);
        scope.permissions().put(fields.required("principal"), Permission.read(fields.required("permission")));
        return SecretsApi.answer(new JsonObject());
    }

    private Future<Reply> delete(Call call, Principal principal) {
        Fields fields = new Fields(call.json());
        Scope scope = managed(fields.required("scope"), principal);
        String who = fields.required("principal");
        if (scope.permissions().remove(who) == null) {
            throw absent(scope, who);
        }
        return SecretsApi.answer(new JsonObject());
    }

    private Scope managed(String name, Principal principal) {
        return scopes.get(name, principal, Permission.MANAGE);
    }

    private static JsonObject item(String who, Permission permission) {
        return new JsonObject().put("principal", who).put("permission", permission.name());
    }

    private static Refusal absent(Scope scope, String who) {
        return Refusal.of(
                404, "RESOURCE_DOES_NOT_EXIST", "Scope " + scope.name() + " has no permission for " + who + ".");
    }
}
