package dev.sluice.account;

import dev.sluice.caller.Caller;
import dev.sluice.id.AccountId;
import dev.sluice.id.EnvironmentId;
import dev.sluice.store.Changes;
import dev.sluice.store.FreshCache;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which account a call means. Held in memory by environment: a call that was made lately asks no database, and is
 * answered while the database is away.
 */
@ApplicationScoped
public class AccountDirectory {
    private static final int REMEMBERED = 250_000;

    private final AccountRepository repository;
    private final ConnectionRepository connections;
    private final FreshCache<ById, ConnectedAccount> byId;
    private final FreshCache<ByIdentifier, List<ConnectedAccount>> byIdentifier;

    AccountDirectory(AccountRepository repository, ConnectionRepository connections, Changes changes) {
        this.repository = repository;
        this.connections = connections;
        byId = new FreshCache<>(
                REMEMBERED,
                changes,
                key -> repository.find(key.environment, key.id).map(found -> found.map(AccountRow::value)));
        byIdentifier = new FreshCache<>(
                REMEMBERED,
                changes,
                key -> repository
                        .find(key.environment, key.identifier)
                        .map(rows -> Optional.of(
                                        rows.stream().map(AccountRow::value).toList())
                                .filter(accounts -> !accounts.isEmpty())));
        changes.on("connected_account", this::changed);
    }

    private void changed(JsonObject account) {
        EnvironmentId environment = new EnvironmentId(account.getString("environment_id"));
        ById id = new ById(environment, new AccountId(account.getString("id")));
        ByIdentifier identifier = new ByIdentifier(environment, account.getString("identifier"));
        if (account.getBoolean("gone")) {
            byId.forget(id);
            byIdentifier.forget(identifier);
        } else {
            byId.suspect(id);
            byIdentifier.suspect(identifier);
        }
    }

    private record ById(EnvironmentId environment, AccountId id) {}

    private record ByIdentifier(EnvironmentId environment, String identifier) {}

    /**
     * The account that a selector names, whatever its status.
     *
     * @return the account, at once if it is held; or the fault {@code ACCOUNT_NOT_FOUND}, {@code CONNECTION_NOT_FOUND},
     *     {@code ACCOUNT_AMBIGUOUS} or {@code INVALID_REQUEST}. A caller that is bound to an account gets that one, whether
     *     it names it or none, and {@code FORBIDDEN} where it names another
     */
    public Uni<ConnectedAccount> resolve(Caller caller, AccountSelector selector) {
        return resolve(caller, selector, false);
    }

    /** As {@link #resolve}, from the database as it is now; where that fails, what is held stays so. */
    public Uni<ConnectedAccount> resolveAnew(Caller caller, AccountSelector selector) {
        return resolve(caller, selector, true);
    }

    private Uni<ConnectedAccount> resolve(Caller caller, AccountSelector selector, boolean anew) {
        AccountSelector named = selector.normalized();
        String unstorable = named.unstorable();
        if (unstorable != null) {
            return Uni.createFrom().failure(AccountFaults.unstorable(unstorable));
        }
        if (caller.account() != null) {
            ById own = new ById(caller.environment(), caller.account());
            return (anew ? byId.reload(own) : byId.get(own)).map(found -> bound(found, named));
        }
        if (named.connectedAccountId() != null) {
            ById key = new ById(caller.environment(), new AccountId(named.connectedAccountId()));
            return (anew ? byId.reload(key) : byId.get(key)).map(found -> agreed(found, named));
        }
        if (named.identifier() == null) {
            return Uni.createFrom().failure(AccountFaults.unnamed());
        }
        ByIdentifier key = new ByIdentifier(caller.environment(), named.identifier());
        return (anew ? byIdentifier.reload(key) : byIdentifier.get(key)).chain(found -> {
            List<ConnectedAccount> fitting = fitting(found, named.connector());
            // What is held may miss an account that another replica has just created.
            return !anew && fitting.isEmpty() && found.isPresent()
                    ? byIdentifier.reload(key).chain(again -> only(fitting(again, named.connector()), caller, named))
                    : only(fitting, caller, named);
        });
    }

    /** All accounts of an identifier, whatever their status; for a bound caller, its own as above. */
    public Uni<List<ConnectedAccount>> all(Caller caller, String identifier) {
        if (caller.account() != null) {
            return resolve(caller, new AccountSelector(null, null, identifier)).map(List::of);
        }
        AccountSelector named = new AccountSelector(null, null, identifier).normalized();
        if (named.unstorable() != null || named.identifier() == null) {
            return Uni.createFrom()
                    .failure(
                            named.identifier() == null
                                    ? AccountFaults.unnamed()
                                    : AccountFaults.unstorable("identifier"));
        }
        return byIdentifier
                .get(new ByIdentifier(caller.environment(), identifier))
                .map(found -> found.orElse(List.of()));
    }

    /**
     * Notes that the workspace refused an account's credentials: it becomes {@code REVOKED}, or {@code EXPIRED} after
     * their stated end, unless it has got other credentials since or was switched off.
     *
     * @param credentialVersion the version that was refused
     * @param cause what the workspace said, one sentence without secrets
     */
    public Uni<Void> revoke(AccountId id, long credentialVersion, String cause) {
        return repository
                .changeAnywhere(
                        id,
                        row -> row.credentialVersion == credentialVersion && row.status.canBecome(AccountStatus.REVOKED)
                                ? Optional.of(row.refused(cause, Times.now()))
                                : Optional.empty())
                .invoke(this::forget)
                .replaceWithVoid();
    }

    /** Drops what is held about an account that was changed here. */
    void forget(AccountRow row) {
        EnvironmentId environment = new EnvironmentId(row.environmentId);
        byId.forget(new ById(environment, new AccountId(row.id)));
        byIdentifier.forget(new ByIdentifier(environment, row.identifier));
    }

    private static ConnectedAccount agreed(Optional<ConnectedAccount> found, AccountSelector named) {
        ConnectedAccount account = found.orElseThrow(() -> AccountFaults.notFound("connected_account_id"));
        if (differs(named.identifier(), account.identifier()) || differs(named.connector(), account.connection())) {
            throw AccountFaults.contradictory();
        }
        return account;
    }

    // Another account is not looked up, so that nothing is told of it.
    private static ConnectedAccount bound(Optional<ConnectedAccount> found, AccountSelector named) {
        ConnectedAccount account = found.orElseThrow(AccountFaults::boundToNothing);
        if (differs(named.connectedAccountId(), account.id().value())
                || differs(named.identifier(), account.identifier())
                || differs(named.connector(), account.connection())) {
            throw AccountFaults.bound();
        }
        return account;
    }

    private static boolean differs(@Nullable String given, String actual) {
        return given != null && !given.equals(actual);
    }

    private static List<ConnectedAccount> fitting(Optional<List<ConnectedAccount>> found, @Nullable String connector) {
        List<ConnectedAccount> accounts = found.orElse(List.of());
        return connector == null
                ? accounts
                : accounts.stream()
                        .filter(account -> account.connection().equals(connector))
                        .toList();
    }

    private Uni<ConnectedAccount> only(List<ConnectedAccount> fitting, Caller caller, AccountSelector named) {
        return switch (fitting.size()) {
            case 1 -> Uni.createFrom().item(fitting.getFirst());
            case 0 -> absent(caller, named.connector());
            default ->
                Uni.createFrom()
                        .failure(AccountFaults.ambiguous(fitting.stream()
                                .map(ConnectedAccount::connection)
                                .toList()));
        };
    }

    private Uni<ConnectedAccount> absent(Caller caller, @Nullable String connector) {
        if (connector == null) {
            return Uni.createFrom().failure(AccountFaults.notFound("identifier"));
        }
        return connections
                .find(caller.environment(), connector)
                .chain(found -> Uni.createFrom()
                        .failure(
                                found.isPresent()
                                        ? AccountFaults.notFound("identifier")
                                        : AccountFaults.connectionNotFound()));
    }
}
