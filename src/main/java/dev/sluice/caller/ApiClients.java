package dev.sluice.caller;

import dev.sluice.caller.credential.Credential;
import dev.sluice.caller.credential.Digest;
import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;
import dev.sluice.fault.FaultException;
import dev.sluice.id.ClientId;
import dev.sluice.id.EnvironmentId;
import dev.sluice.store.Changes;
import dev.sluice.store.FreshCache;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The API clients of all environments. A client's id is unique among them all. */
@ApplicationScoped
public class ApiClients {
    private static final int REMEMBERED = 100_000;

    private final ApiClientRepository repository;
    private final FreshCache<ClientId, Registration> live;

    ApiClients(ApiClientRepository repository, Changes changes) {
        this.repository = repository;
        live = FreshCache.rememberingAbsence(
                REMEMBERED, changes, id -> repository.findLive(id).map(found -> found.map(Registration::of)));
        changes.on("api_client", this::changed);
    }

    private void changed(JsonObject client) {
        ClientId id = new ClientId(client.getString("id"));
        if (client.getBoolean("gone")) {
            live.forget(id);
        } else {
            live.suspect(id);
        }
    }

    /** Creates a client with a new secret; with all scopes if none is asked for. */
    public Uni<Issued<ApiClient>> create(
            EnvironmentId environment, String name, Collection<String> scopes, ToolPolicy policy) {
        String secret = Credential.next(Credential.CLIENT_SECRET);
        ApiClientRow row = new ApiClientRow();
        row.id = ClientId.next().value();
        row.environmentId = environment.value();
        row.name = Names.checked(name);
        row.secretDigest = Digest.of(secret).bytes();
        row.scopes = String.join(" ", Scope.granted(scopes));
        row.allowedTools = policy.storedTools();
        row.readOnly = policy.readOnly();
        row.createdAt = Instant.now();
        return repository.insert(row).replaceWith(() -> new Issued<>(row.value(), secret));
    }

    /** An environment's clients, oldest first, the revoked ones too. */
    public Uni<List<ApiClient>> list(EnvironmentId environment) {
        return repository
                .of(environment)
                .map(rows -> rows.stream().map(ApiClientRow::value).toList());
    }

    /** Revokes a client: its secret gets no more tokens, and the tokens it has are refused. */
    public Uni<Void> revoke(EnvironmentId environment, ClientId id) {
        return repository
                .revoke(environment, id)
                .invoke(known -> {
                    live.forget(id);
                    if (!known) {
                        throw unknown();
                    }
                })
                .replaceWithVoid();
    }

    /** Gives a client another policy, at once here and within a second on other replicas. */
    public Uni<ApiClient> restrict(EnvironmentId environment, ClientId id, ToolPolicy policy) {
        return repository.restrict(environment, id, policy).map(found -> {
            live.forget(id);
            return found.orElseThrow(ApiClients::unknown).value();
        });
    }

    private static FaultException unknown() {
        return Fault.of(FaultCode.NOT_FOUND, "The environment has no such API client")
                .asException();
    }

    /** The client with this id and secret, if there is one and it is not revoked. */
    Uni<Optional<ApiClient>> authenticate(ClientId id, String secret) {
        Digest presented = Digest.of(secret);
        return live.get(id)
                .map(found ->
                        found.filter(client -> client.secret.equals(presented)).map(Registration::client));
    }

    /** The client with this id, if it is not revoked. */
    Uni<Optional<ApiClient>> find(ClientId id) {
        return live.get(id).map(found -> found.map(Registration::client));
    }

    private record Registration(ApiClient client, Digest secret) {
        static Registration of(ApiClientRow row) {
            return new Registration(row.value(), Digest.stored(row.secretDigest));
        }
    }
}
