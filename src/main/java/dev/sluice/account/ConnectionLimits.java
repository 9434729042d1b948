package dev.sluice.account;

import dev.sluice.guard.limit.OwnLimits;
import dev.sluice.id.ConnectionId;
import dev.sluice.id.EnvironmentId;
import dev.sluice.store.ChangeFeed;
import dev.sluice.store.FreshCache;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;

/** The limits that connections set for their accounts, held in memory as accounts are. */
@ApplicationScoped
public class ConnectionLimits {
    private static final int REMEMBERED = 100_000;

    private final FreshCache<Key, OwnLimits> held;

    ConnectionLimits(ConnectionRepository repository, ChangeFeed changes) {
        held = new FreshCache<>(
                REMEMBERED,
                changes,
                key -> repository
                        .find(key.environment, key.id)
                        .map(found -> found.map(row -> OwnLimits.ofJson(row.limits))));
        changes.on("connection", this::changed);
    }

    private record Key(EnvironmentId environment, ConnectionId id) {}

    /** What the connection of an account says; at once if it is held. */
    public Uni<OwnLimits> of(ConnectedAccount account) {
        return held.get(new Key(account.environment(), account.connectionId()))
                .map(found -> found.orElse(OwnLimits.NONE));
    }

    private void changed(JsonObject connection) {
        held.suspect(new Key(
                new EnvironmentId(connection.getString("environment_id")),
                new ConnectionId(connection.getString("id"))));
    }

    void forget(Connection changed) {
        held.forget(new Key(changed.environment(), changed.id()));
    }
}
