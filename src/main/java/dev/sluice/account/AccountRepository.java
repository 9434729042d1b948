package dev.sluice.account;

import dev.sluice.id.AccountId;
import dev.sluice.id.EnvironmentId;
import dev.sluice.store.Database;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;

/** The table of connected accounts, and that of their events. Every change writes both in one transaction. */
@Singleton
final class AccountRepository {
    private static final String INSERT_IF_ABSENT = """
            insert into AccountRow (id, environmentId, connectionId, connector, identifier, status, statusCause,
                credentialVersion, startWarehouse, limits, createdAt, updatedAt)
            values (:id, :environment, :connection, :connector, :identifier, :status, :cause, 0, :start, :limits, :now, :now)
            on conflict (connectionId, identifier) do nothing
            """;

    // Under the row's lock, so that of several replicas that meet one run of failures one tells it. A mint ends the
    // run.
    private static final String TELL_FAILURE = """
            update connected_account a set failure_told_version = a.credential_version, failure_told_generation =
                coalesce((select t.generation from workspace_token t where t.account_id = a.id), 0)
            where a.id = :id and a.credential_version = :version
                and coalesce((a.failure_told_version, a.failure_told_generation) < (a.credential_version,
                    coalesce((select t.generation from workspace_token t where t.account_id = a.id), 0)), true)
            """;

    private final Database database;

    AccountRepository(Database database) {
        this.database = database;
    }

    /** A change of one account: alters the row and gives the event of it, or none if there is nothing to change. */
    interface Change extends Function<AccountRow, Optional<EventRow>> {}

    /** What became of a creation. */
    record Creation(AccountRow row, boolean created) {}

    Uni<Optional<AccountRow>> find(EnvironmentId environment, AccountId id) {
        return database.read(session -> session.createSelectionQuery(
                                "from AccountRow where environmentId = :environment and id = :id", AccountRow.class)
                        .setParameter("environment", environment.value())
                        .setParameter("id", id.value())
                        .getSingleResultOrNull())
                .map(Optional::ofNullable);
    }

    /** The accounts of an identifier, at all connections. */
    Uni<List<AccountRow>> find(EnvironmentId environment, String identifier) {
        return database.read(session -> session.createSelectionQuery(
                        "from AccountRow where environmentId = :environment and identifier = :identifier order by id",
                        AccountRow.class)
                .setParameter("environment", environment.value())
                .setParameter("identifier", identifier)
                .getResultList());
    }

    /**
     * Inserts an account unless its identifier has one at its connection. However many do this at once, one inserts.
     *
     * @param whenCreated applied to the new account
     * @param whenPresent applied to the account that was there already
     */
    Uni<Creation> create(AccountRow pending, Change whenCreated, Change whenPresent) {
        EventRow birth = EventRow.of(pending, null, pending.status, pending.statusCause, pending.createdAt);
        return database.transaction(session -> insertIfAbsent(session, pending)
                .chain(inserted -> inserted
                        ? session.insert(birth)
                                .chain(() -> apply(session, pending, whenCreated))
                                .map(row -> new Creation(row, true))
                        : present(session, pending)
                                .chain(row -> apply(session, row, whenPresent))
                                .map(row -> new Creation(row, false))));
    }

    /** Applies a change to an account, alone; {@code ACCOUNT_NOT_FOUND} if the environment has no such account. */
    Uni<AccountRow> change(EnvironmentId environment, AccountId id, Change change) {
        return database.transaction(
                session -> locked(session, environment, id).chain(row -> apply(session, row, change)));
    }

    /** Applies a change that the gateway itself makes, which knows an account by its id alone. */
    Uni<AccountRow> changeAnywhere(AccountId id, Change change) {
        return database.transaction(
                session -> locked(session.createSelectionQuery("from AccountRow where id = :id", AccountRow.class)
                                .setParameter("id", id.value()))
                        .chain(row -> apply(session, row, change)));
    }

    /**
     * Writes the event of a refresh that failed, once however many replicas meet it, until a token is minted again.
     *
     * @param version with which credentials; none is written if the account has others by now, or is gone
     */
    Uni<Void> noteFailure(AccountId id, long version, Function<AccountRow, EventRow> event) {
        return database.transaction(session -> session.createNativeQuery(TELL_FAILURE)
                .setParameter("id", id.value())
                .setParameter("version", version)
                .executeUpdate()
                .chain(first -> first == 0
                        ? Uni.createFrom().voidItem()
                        : session.get(AccountRow.class, id.value()).chain(row -> session.insert(event.apply(row)))));
    }

    /** Deletes an account; its events stay. */
    Uni<AccountRow> delete(EnvironmentId environment, AccountId id, String cause) {
        return database.transaction(session -> locked(session, environment, id)
                .call(row -> session.insert(EventRow.of(row, row.status, null, cause, Times.now())))
                .call(session::delete));
    }

    private static Uni<Boolean> insertIfAbsent(Mutiny.StatelessSession session, AccountRow row) {
        return session.createMutationQuery(INSERT_IF_ABSENT)
                .setParameter("id", row.id)
                .setParameter("environment", row.environmentId)
                .setParameter("connection", row.connectionId)
                .setParameter("connector", row.connector)
                .setParameter("identifier", row.identifier)
                .setParameter("status", row.status)
                .setParameter("cause", row.statusCause)
                .setParameter("start", row.startWarehouse)
                .setParameter("limits", row.limits)
                .setParameter("now", row.createdAt)
                .executeUpdate()
                .map(inserted -> inserted == 1);
    }

    private static Uni<AccountRow> present(Mutiny.StatelessSession session, AccountRow like) {
        return locked(session.createSelectionQuery(
                        "from AccountRow where connectionId = :connection and identifier = :identifier",
                        AccountRow.class)
                .setParameter("connection", like.connectionId)
                .setParameter("identifier", like.identifier));
    }

    private static Uni<AccountRow> locked(Mutiny.StatelessSession session, EnvironmentId environment, AccountId id) {
        return locked(session.createSelectionQuery(
                        "from AccountRow where environmentId = :environment and id = :id", AccountRow.class)
                .setParameter("environment", environment.value())
                .setParameter("id", id.value()));
    }

    private static Uni<AccountRow> locked(Mutiny.SelectionQuery<AccountRow> query) {
        return query.setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getSingleResultOrNull()
                .onItem()
                .ifNull()
                .failWith(AccountFaults::notFound);
    }

    private static Uni<AccountRow> apply(Mutiny.StatelessSession session, AccountRow row, Change change) {
        Optional<EventRow> event = change.apply(row);
        return event.isEmpty()
                ? Uni.createFrom().item(row)
                : session.update(row)
                        .chain(() -> session.insert(event.orElseThrow()))
                        .replaceWith(row);
    }
}
