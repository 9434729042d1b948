package dev.sluice.account;

import dev.sluice.caller.Caller;
import dev.sluice.caller.Scope;
import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;
import dev.sluice.fault.FaultException;
import dev.sluice.guard.limit.OwnLimits;
import dev.sluice.id.EnvironmentId;
import dev.sluice.store.Database;
import dev.sluice.workspace.WorkspaceConfig;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.regex.Pattern;

/** The connections of a caller's environment. */
@ApplicationScoped
public class Connections {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_-]{1,100}");

    private final ConnectionRepository repository;
    private final ConnectionLimits limits;
    private final WorkspaceConfig workspace;

    Connections(ConnectionRepository repository, ConnectionLimits limits, WorkspaceConfig workspace) {
        this.repository = repository;
        this.limits = limits;
        this.workspace = workspace;
    }

    /**
     * Connections, oldest first, all on one page: an environment has a handful.
     *
     * @param provider of this provider alone, in any case; empty for all
     * @param text part of the name
     */
    public Uni<List<Connection>> list(Caller caller, String provider, String text) {
        return repository
                .all(caller.with(Scope.ACCOUNTS_READ).environment())
                .map(rows -> rows.stream()
                        .map(ConnectionRow::value)
                        .filter(each -> provider.isEmpty() || provider.equalsIgnoreCase(each.provider()))
                        .filter(each -> each.name().contains(text))
                        .toList());
    }

    /** Enables a connector under a name of its own; {@code CONFLICT} if the name is taken. */
    public Uni<Connection> create(Caller caller, String name, String provider) {
        caller.with(Scope.ACCOUNTS_WRITE);
        if (!NAME.matcher(name).matches()) {
            throw refused("/name", "The name is not usable", "Give 1 to 100 letters, digits, _ or -");
        }
        if (!provider.equals(Connection.DATABRICKS)) {
            throw refused("/provider", "There is no such provider", "The only one is " + Connection.DATABRICKS);
        }
        ConnectionRow row = ConnectionRow.named(name, provider, caller.environment());
        return repository
                .insert(row)
                .onFailure(Database::isDuplicate)
                .transform(duplicate -> Fault.of(
                                FaultCode.CONFLICT, "A connection of this name exists", "Choose another name")
                        .at("/name")
                        .asException())
                .replaceWith(row::value);
    }

    /** Gives the accounts of a connection other limits, at once; {@code CONNECTION_NOT_FOUND} if there is none. */
    public Uni<Connection> limit(Caller caller, String name, OwnLimits wanted) {
        EnvironmentId environment = caller.with(Scope.ACCOUNTS_WRITE).environment();
        String stored = wanted.checked("/limits", workspace.maxConnections()).toJson();
        return repository
                .setLimits(environment, name, stored)
                .map(found -> found.orElseThrow(() -> Fault.of(
                                FaultCode.CONNECTION_NOT_FOUND,
                                "There is no connection of this name in this environment",
                                "GET /api/v1/connections/app lists them")
                        .asException()))
                .map(ConnectionRow::value)
                .invoke(limits::forget);
    }

    private static FaultException refused(String pointer, String detail, String hint) {
        return Fault.of(FaultCode.INVALID_REQUEST, detail, hint).at(pointer).asException();
    }
}
