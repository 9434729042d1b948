package dev.sluice.caller;

import dev.sluice.caller.credential.Credential;
import dev.sluice.caller.credential.Digest;
import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;
import dev.sluice.id.EnvironmentId;
import dev.sluice.id.SortableId;
import dev.sluice.store.Changes;
import dev.sluice.store.FreshCache;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** The API keys of all environments. */
@ApplicationScoped
public class ApiKeys {
    static final String ID = "key_";

    private static final int REMEMBERED = 100_000;
    private static final int HINT_LENGTH = Credential.API_KEY.length() + 6;

    // As PostgreSQL writes bytes in JSON.
    private static final String BYTEA_PREFIX = "\\x";

    private final ApiKeyRepository repository;
    private final FreshCache<Digest, Caller> live;
    private final FreshCache<String, Caller> byId;

    ApiKeys(ApiKeyRepository repository, Changes changes) {
        this.repository = repository;
        live = FreshCache.rememberingAbsence(
                REMEMBERED, changes, digest -> repository.findLive(digest).map(found -> found.map(ApiKeyRow::caller)));
        byId = FreshCache.rememberingAbsence(
                REMEMBERED, changes, id -> repository.findLive(id).map(found -> found.map(ApiKeyRow::caller)));
        changes.on("api_key", this::changed);
    }

    private void changed(JsonObject key) {
        Digest digest =
                Digest.stored(HexFormat.of().parseHex(key.getString("digest").substring(BYTEA_PREFIX.length())));
        String id = key.getString("id");
        if (key.getBoolean("gone")) {
            live.forget(digest);
            byId.forget(id);
        } else {
            live.suspect(digest);
            byId.suspect(id);
        }
    }

    /** Creates a key; with all scopes if none is asked for. */
    public Uni<Issued<ApiKey>> create(
            EnvironmentId environment, String name, Collection<String> scopes, ToolPolicy policy) {
        String key = Credential.next(Credential.API_KEY);
        ApiKeyRow row = new ApiKeyRow();
        row.id = SortableId.next(ID);
        row.environmentId = environment.value();
        row.name = Names.checked(name);
        row.hint = key.substring(0, HINT_LENGTH);
        row.digest = Digest.of(key).bytes();
        row.scopes = String.join(" ", Scope.granted(scopes));
        row.allowedTools = policy.storedTools();
        row.readOnly = policy.readOnly();
        row.createdAt = Instant.now();
        return repository.insert(row).replaceWith(() -> new Issued<>(row.value(), key));
    }

    /** An environment's keys, oldest first, the revoked ones too. */
    public Uni<List<ApiKey>> list(EnvironmentId environment) {
        return repository
                .of(environment)
                .map(rows -> rows.stream().map(ApiKeyRow::value).toList());
    }

    /** Revokes a key, at once here and within a second on other replicas. */
    public Uni<Void> revoke(EnvironmentId environment, String id) {
        return repository.revoke(environment, id).map(this::forgotten).replaceWithVoid();
    }

    /** Gives a key another policy, at once here and within a second on other replicas. */
    public Uni<ApiKey> restrict(EnvironmentId environment, String id, ToolPolicy policy) {
        return repository.restrict(environment, id, policy).map(this::forgotten).map(ApiKeyRow::value);
    }

    private ApiKeyRow forgotten(Optional<ApiKeyRow> found) {
        ApiKeyRow changed = found.orElseThrow(() -> Fault.of(FaultCode.NOT_FOUND, "The environment has no such API key")
                .asException());
        live.forget(Digest.stored(changed.digest));
        byId.forget(changed.id);
        return changed;
    }

    /** The key of this id as a caller, if it is live. */
    Uni<Optional<Caller>> holding(String id) {
        return byId.get(id);
    }

    /** Who presents this key, if it is live. */
    Uni<Optional<Caller>> find(String key) {
        return live.get(Digest.of(key));
    }
}
