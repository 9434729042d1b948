package dev.sluice.sandbox.secrets;

import dev.sluice.sandbox.auth.Principal;
import dev.sluice.sandbox.http.Refusal;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One scope: its secrets by key, and its permissions by principal or group. Thread-safe. */
final class Scope {
    /** The group of everyone. */
    static final String EVERYONE = "users";

    private final String name;
    private final @Nullable JsonObject keyVault;
    private final Map<String, Secret> secrets = new ConcurrentSkipListMap<>();
    private final Map<String, Permission> permissions = new ConcurrentSkipListMap<>();

    /** @param keyVault where Azure Key Vault holds the secrets; null where Databricks does */
    Scope(String name, @Nullable JsonObject keyVault) {
        this.name = name;
        this.keyVault = keyVault;
    }

    String name() {
        return name;
    }

    Map<String, Secret> secrets() {
        return secrets;
    }

    Map<String, Permission> permissions() {
        return permissions;
    }

    boolean isReadOnly() {
        return keyVault != null;
    }

    boolean allows(Principal principal, Permission wanted) {
        return principal.admin()
                || Stream.of(principal.clientId(), EVERYONE)
                        .map(permissions::get)
                        .anyMatch(held -> held != null && held.compareTo(wanted) >= 0);
    }

    void require(Principal principal, Permission wanted) {
        if (!allows(principal, wanted)) {
            throw Refusal.of(
                    403,
                    "PERMISSION_DENIED",
                    "User " + principal.clientId() + " does not have " + wanted + " permission on scope " + name);
        }
    }

    JsonObject toJson() {
        JsonObject json = new JsonObject()
                .put("name", name)
                .put("backend_type", keyVault == null ? "DATABRICKS" : "AZURE_KEYVAULT");
        return keyVault == null ? json : json.put("keyvault_metadata", keyVault);
    }
}
