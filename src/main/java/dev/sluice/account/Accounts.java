package dev.sluice.account;

import dev.sluice.account.AccountRepository.Change;
import dev.sluice.account.AccountRepository.Creation;
import dev.sluice.caller.Caller;
import dev.sluice.caller.Scope;
import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;
import dev.sluice.fault.FaultException;
import dev.sluice.workspace.WorkspaceConfig;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The connected accounts of a caller's environment: what administration does with them. */
@ApplicationScoped
public class Accounts {
    private static final int LONGEST_IDENTIFIER = 100;
    private static final int LARGEST_PAGE = 99;

    private final AccountRepository repository;
    private final AccountListRepository lists;
    private final ConnectionRepository connections;
    private final AccountDirectory directory;
    private final CredentialEntry entry;
    private final WorkspaceConfig workspace;

    Accounts(
            AccountRepository repository,
            AccountListRepository lists,
            ConnectionRepository connections,
            AccountDirectory directory,
            CredentialEntry entry,
            WorkspaceConfig workspace) {
        this.repository = repository;
        this.lists = lists;
        this.connections = connections;
        this.directory = directory;
        this.entry = entry;
        this.workspace = workspace;
    }

    /** An account as it is now; faults as {@link AccountDirectory#resolve}. */
    public Uni<ConnectedAccount> get(Caller caller, AccountSelector selector) {
        return directory.resolveAnew(caller.with(Scope.ACCOUNTS_READ), selector);
    }

    /** A page of accounts, oldest first. */
    public Uni<Page<ConnectedAccount>> list(Caller caller, AccountQuery query) {
        caller.with(Scope.ACCOUNTS_READ);
        if (query.pageSize() < 1 || query.pageSize() > LARGEST_PAGE) {
            throw refused("/page_size", "The page size is out of range", "Give 1 to " + LARGEST_PAGE);
        }
        return lists.list(caller.environment(), query)
                .map(page ->
                        new Page<>(page.items().stream().map(AccountRow::value).toList(), page.total(), page.next()));
    }

    /** Creates an account, {@code ACTIVE} if credentials are given; {@code CONFLICT} if there is one. */
    public Uni<ConnectedAccount> create(
            Caller caller,
            @Nullable String connector,
            String identifier,
            Credentials credentials,
            AccountSettings settings) {
        return created(caller, connector, identifier, credentials, settings, present -> {
                    throw Fault.of(
                                    FaultCode.CONFLICT,
                                    "The identifier has a connected account already",
                                    "Change it with PUT, or use :get_or_create")
                            .at("/identifier")
                            .asException();
                })
                .map(creation -> creation.row().value());
    }

    /**
     * The account of an identifier, created if need be. Credentials are taken by an account that has none; one that has
     * some keeps them, as it keeps its settings, so that repeating a call changes nothing.
     */
    public Uni<ConnectedAccount> getOrCreate(
            Caller caller,
            @Nullable String connector,
            String identifier,
            Credentials credentials,
            AccountSettings settings) {
        return created(caller, connector, identifier, credentials, settings, present -> taken(present, credentials))
                .map(creation -> creation.row().value());
    }

    /**
     * Gives an account new credentials, a version of their own, and makes it {@code ACTIVE}; or new settings; or both.
     */
    public Uni<ConnectedAccount> update(
            Caller caller, AccountSelector selector, Credentials credentials, AccountSettings settings) {
        caller.with(Scope.ACCOUNTS_WRITE);
        check(settings);
        if (credentials.isEmpty() && !settings.isEmpty()) {
            return changed(caller, selector, row -> {
                row.set(settings);
                return Optional.of(row.stay(by(caller, "Settings given"), Times.now()));
            });
        }
        if (credentials.isExpiryAlone()) {
            entry.checkExpiry(credentials.secretExpiresAt());
            return changed(caller, selector, row -> {
                row.set(settings);
                return Optional.of(ended(row, credentials, caller));
            });
        }
        entry.check(credentials);
        return changed(caller, selector, row -> {
            row.set(settings);
            return Optional.of(entry.enter(row, credentials));
        });
    }

    private static EventRow ended(AccountRow row, Credentials credentials, Caller caller) {
        if (!row.hasCredentials()) {
            throw refused("/client_secret", "The account has no credentials", "Add client_secret");
        }
        row.expiresAt(credentials.secretExpiresAt());
        return row.stay(by(caller, "The client secret's end given"), Times.now());
    }

    /** Switches an account off; its credentials stay sealed where they are. */
    public Uni<ConnectedAccount> disconnect(Caller caller, AccountSelector selector) {
        return changed(
                caller.with(Scope.ACCOUNTS_WRITE),
                selector,
                row -> row.status == AccountStatus.DISCONNECTED
                        ? Optional.empty()
                        : Optional.of(row.become(AccountStatus.DISCONNECTED, by(caller, "Disconnected"), Times.now())));
    }

    /** Switches a disconnected account on again, with the credentials it has. */
    public Uni<ConnectedAccount> reconnect(Caller caller, AccountSelector selector) {
        return changed(
                caller.with(Scope.ACCOUNTS_WRITE),
                selector,
                row -> row.status != AccountStatus.DISCONNECTED
                        ? Optional.empty()
                        : Optional.of(row.become(
                                row.hasCredentials() ? AccountStatus.ACTIVE : AccountStatus.PENDING_AUTH,
                                by(caller, "Reconnected"),
                                Times.now())));
    }

    /** Deletes an account with its credentials. */
    public Uni<Void> delete(Caller caller, AccountSelector selector) {
        return directory
                .resolveAnew(caller.with(Scope.ACCOUNTS_WRITE), selector)
                .chain(found -> repository.delete(caller.environment(), found.id(), by(caller, "Deleted")))
                .invoke(directory::forget)
                .replaceWithVoid();
    }

    private Uni<Creation> created(
            Caller caller,
            @Nullable String connector,
            String identifier,
            Credentials credentials,
            AccountSettings settings,
            Change whenPresent) {
        caller.with(Scope.ACCOUNTS_WRITE);
        checkIdentifier(identifier);
        check(settings);
        if (!credentials.isEmpty()) {
            entry.check(credentials);
        }
        String name = connector == null || connector.isEmpty() ? Connection.DATABRICKS : connector;
        return connections
                .find(caller.environment(), name)
                .map(found -> found.orElseThrow(AccountFaults::connectionNotFound))
                .chain(connection -> repository.create(
                        AccountRow.pending(connection, identifier, settings, Times.now()),
                        row -> taken(row, credentials),
                        whenPresent))
                .invoke(creation -> directory.forget(creation.row()));
    }

    private Optional<EventRow> taken(AccountRow row, Credentials credentials) {
        return row.hasCredentials() || credentials.isEmpty()
                ? Optional.empty()
                : Optional.of(entry.enter(row, credentials));
    }

    private Uni<ConnectedAccount> changed(Caller caller, AccountSelector selector, Change change) {
        return directory
                .resolveAnew(caller, selector)
                .chain(found -> repository.change(caller.environment(), found.id(), change))
                .invoke(directory::forget)
                .map(AccountRow::value);
    }

    private static String by(Caller caller, String act) {
        return act + " by " + caller.clientId();
    }

    private void check(AccountSettings settings) {
        if (settings.limits() != null) {
            settings.limits().checked("/api_config/limits", workspace.maxConnections());
        }
    }

    private static void checkIdentifier(String identifier) {
        if (identifier.isBlank()
                || identifier.length() > LONGEST_IDENTIFIER
                || identifier.codePoints().anyMatch(Accounts::isUnprintable)) {
            throw refused("/identifier", "The identifier is not usable", "Give 1 to 100 printable characters");
        }
    }

    private static boolean isUnprintable(int character) {
        return Character.isISOControl(character) || Character.getType(character) == Character.SURROGATE;
    }

    private static FaultException refused(String pointer, String detail, String hint) {
        return Fault.of(FaultCode.INVALID_REQUEST, detail, hint).at(pointer).asException();
    }
}
