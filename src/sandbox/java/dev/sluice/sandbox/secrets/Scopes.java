package dev.sluice.sandbox.secrets;

import dev.sluice.sandbox.auth.Principal;
import dev.sluice.sandbox.http.Refusal;
import io.vertx.core.buffer.Buffer;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** The workspace's scopes, and the refusals around them. */
public final class Scopes {
    private static final int MOST_SCOPES = 1000;
    private final Map<String, Scope> byName = new ConcurrentSkipListMap<>();

    /** Two scopes: {@code admin-only}, and {@code etl}, which the principal named sales-only may read. */
    public Scopes(List<Principal> principals, InstantSource clock) {
        Scope etl = new Scope("etl", null);
        principals.stream()
                .filter(principal -> principal.displayName().equals("sales-only"))
                .forEach(principal -> etl.permissions().put(principal.clientId(), Permission.READ));
        etl.secrets().put("warehouse-password", new Secret(Buffer.buffer("toy-warehouse-password"), clock.instant()));
        etl.secrets().put("api-key", new Secret(Buffer.buffer("toy-api-key"), clock.instant()));
        byName.put(etl.name(), etl);
        Scope closed = new Scope("admin-only", null);
        closed.secrets().put("root-key", new Secret(Buffer.buffer("toy-root-key"), clock.instant()));
        byName.put(closed.name(), closed);
    }

    List<Scope> visibleTo(Principal principal) {
        return byName.values().stream()
                .filter(scope -> scope.allows(principal, Permission.READ))
                .toList();
    }

    /** The scope, where it exists and the principal has that right. */
    Scope get(String name, Principal principal, Permission wanted) {
        Scope scope = Optional.ofNullable(byName.get(name))
                .orElseThrow(() -> Refusal.of(404, "RESOURCE_DOES_NOT_EXIST", "Scope " + name + " does not exist!"));
        scope.require(principal, wanted);
        return scope;
    }

    void add(Scope scope) {
        if (byName.size() >= MOST_SCOPES) {
            throw Refusal.of(
                    400,
                    "RESOURCE_LIMIT_EXCEEDED",
                    "The workspace has " + MOST_SCOPES + " scopes, which is the limit.");
        }
        if (byName.putIfAbsent(scope.name(), scope) != null) {
            throw Refusal.of(400, "RESOURCE_ALREADY_EXISTS", "Scope " + scope.name() + " already exists!");
        }
    }

    void remove(Scope scope) {
        byName.remove(scope.name());
    }
}
