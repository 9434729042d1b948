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
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** {@code /api/2.0/secrets/scopes}: list, create, delete. Databricks REST: Secrets API. */
final class ScopesApi {
    private static final String ROOT = "/api/2.0/secrets/scopes";
    private final Authenticator authenticator;
    private final Scopes scopes;

    ScopesApi(Authenticator authenticator, Scopes scopes) {
        this.authenticator = authenticator;
        this.scopes = scopes;
    }

    void addTo(Routes routes) {
        routes.get(ROOT + "/list", authenticator.any(SecretsApi.SCOPE, this::list))
                .post(ROOT + "/create", authenticator.any(SecretsApi.SCOPE, this::create))
                .post(ROOT + "/delete", authenticator.any(SecretsApi.SCOPE, this::delete));
    }

    private Future<Reply> list(Call call, Principal principal) {
        JsonArray found = new JsonArray();
        scopes.visibleTo(principal).forEach(scope -> found.add(scope.toJson()));
        return SecretsApi.answer(found.isEmpty() ? new JsonObject() : new JsonObject().put("scopes", found));
    }

    private Future<Reply> create(Call call, Principal principal) {
        Fields fields = new Fields(call.json());
        Scope scope = new Scope(Names.read(fields, "scope"), keyVault(fields));
        @Nullable String manager = fields.text("initial_manage_principal");
        if (manager != null && !manager.equals(Scope.EVERYONE)) {
            throw Refusal.field(
                    "initial_manage_principal",
                    "The initial_manage_principal must be " + Scope.EVERYONE + ", or absent for the caller alone.");
        }
        scope.permissions().put(manager == null ? principal.clientId() : manager, Permission.MANAGE);
        scopes.add(scope);
        return SecretsApi.answer(new JsonObject());
    }

    private static @Nullable JsonObject keyVault(Fields fields) {
        @Nullable String backend = fields.text("scope_backend_type");
        String type = backend == null ? "DATABRICKS" : backend.toUpperCase(Locale.ROOT);
        Object metadata = fields.body().getValue("backend_azure_keyvault");
        return switch (type) {
            case "DATABRICKS" -> null;
            case "AZURE_KEYVAULT" -> {
                if (metadata instanceof JsonObject vault) {
                    new Fields(vault).required("resource_id");
                    new Fields(vault).required("dns_name");
                    yield vault;
                }
                throw Refusal.field(
                        "backend_azure_keyvault", "A scope of Azure Key Vault needs backend_azure_keyvault.");
            }
            default ->
                throw Refusal.field(
                        "scope_backend_type",
                        "The scope_backend_type " + backend + " is not one of DATABRICKS, AZURE_KEYVAULT.");
        };
    }

    private Future<Reply> delete(Call call, Principal principal) {
        String name = new Fields(call.json()).required("scope");
        scopes.remove(scopes.get(name, principal, Permission.MANAGE));
        return SecretsApi.answer(new JsonObject());
    }
}
