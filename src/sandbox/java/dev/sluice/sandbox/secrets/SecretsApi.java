package dev.sluice.sandbox.secrets;

import dev.sluice.sandbox.auth.Authenticator;
import dev.sluice.sandbox.auth.Principal;
import dev.sluice.sandbox.http.Call;
import dev.sluice.sandbox.http.Fields;
import dev.sluice.sandbox.http.Refusal;
import dev.sluice.sandbox.http.Reply;
import dev.sluice.sandbox.http.Routes;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.InstantSource;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** {@code /api/2.0/secrets}: list, put, get, delete, with scopes and their ACLs. Databricks REST: Secrets API. */
public final class SecretsApi {
    static final String SCOPE = "secrets";
    private static final String ROOT = "/api/2.0/secrets";
    private static final int MOST_BYTES = 128 << 10;
    private static final int MOST_SECRETS = 1000;
    private final Authenticator authenticator;
    private final Scopes scopes;
    private final InstantSource clock;

    public SecretsApi(Authenticator authenticator, Scopes scopes, InstantSource clock) {
        this.authenticator = authenticator;
        this.scopes = scopes;
        this.clock = clock;
    }

    public void addTo(Routes routes) {
        new ScopesApi(authenticator, scopes).addTo(routes);
        new AclsApi(authenticator, scopes).addTo(routes);
        routes.get(ROOT + "/list", authenticator.any(SCOPE, this::list))
                .get(ROOT + "/get", authenticator.any(SCOPE, this::get))
                .post(ROOT + "/put", authenticator.any(SCOPE, this::put))
                .post(ROOT + "/delete", authenticator.any(SCOPE, this::delete));
    }

    private Future<Reply> list(Call call, Principal principal) {
        String name = Fields.required(call.query("scope"), "scope");
        JsonArray found = new JsonArray();
        scopes.get(name, principal, Permission.READ)
                .secrets()
                .forEach((key, secret) -> found.add(new JsonObject()
                        .put("key", key)
                        .put("last_updated_timestamp", secret.updatedAt().toEpochMilli())));
        return answer(found.isEmpty() ? new JsonObject() : new JsonObject().put("secrets", found));
    }

    private Future<Reply> get(Call call, Principal principal) {
        Scope scope = scopes.get(Fields.required(call.query("scope"), "scope"), principal, Permission.READ);
        String key = Fields.required(call.query("key"), "key");
        @Nullable Secret secret = scope.secrets().get(key);
        if (secret == null) {
            throw absent(scope, key);
        }
        String value = Base64.getEncoder().encodeToString(secret.value().getBytes());
        return answer(new JsonObject().put("key", key).put("value", value));
    }

    private Future<Reply> put(Call call, Principal principal) {
        Fields fields = new Fields(call.json());
        Scope scope = writable(fields.required("scope"), principal);
        String key = Names.read(fields, "key");
        Buffer value = value(fields);
        if (value.length() > MOST_BYTES) {
            throw Refusal.of(
                    400,
                    "INVALID_PARAMETER_VALUE",
                    "The value has " + value.length() + " bytes; a secret has at most " + MOST_BYTES + ".");
        }
        if (scope.secrets().size() >= MOST_SECRETS && !scope.secrets().containsKey(key)) {
            throw Refusal.of(
                    400,
                    "RESOURCE_LIMIT_EXCEEDED",
                    "Scope " + scope.name() + " has " + MOST_SECRETS + " secrets, which is the limit.");
        }
        scope.secrets().put(key, new Secret(value, clock.instant()));
        return answer(new JsonObject());
    }

    private static Buffer value(Fields fields) {
        @Nullable String text = fields.text("string_value");
        if ((text == null) == (fields.text("bytes_value") == null)) {
            throw Refusal.of(
                    400, "MALFORMED_REQUEST", "Exactly one of string_value and bytes_value must be specified.");
        }
        return text == null ? fields.bytes("bytes_value") : Buffer.buffer(text);
    }

    private Future<Reply> delete(Call call, Principal principal) {
        Fields fields = new Fields(call.json());
        Scope scope = writable(fields.required("scope"), principal);
        String key = fields.required("key");
        if (scope.secrets().remove(key) == null) {
            throw absent(scope, key);
        }
        return answer(new JsonObject());
    }

    private Scope writable(String name, Principal principal) {
        Scope scope = scopes.get(name, principal, Permission.WRITE);
        if (scope.isReadOnly()) {
            throw Refusal.of(400, "BAD_REQUEST", "Cannot write secrets to Azure KeyVault-backed scope " + name);
        }
        return scope;
    }

    private static Refusal absent(Scope scope, String key) {
        return Refusal.of(
                404,
                "RESOURCE_DOES_NOT_EXIST",
                "Secret does not exist with scope: " + scope.name() + " and key: " + key);
    }

    static Future<Reply> answer(JsonObject body) {
        return Future.succeededFuture(Reply.json(body));
    }
}
