package dev.sluice.audit;

import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;
import dev.sluice.id.EnvironmentId;
import dev.sluice.id.SortableId;
import dev.sluice.store.Database;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;

/** The table of tool calls: written many at a time, read within one environment in the order of their ids. */
@Singleton
final class ToolCallLogRepository {
    // What was written before a connection broke is not written twice.
    private static final String INSERT = """
            insert into tool_call_log (execution_id, environment_id, client_id, source, agent_run_id, user_id,
                organization_id, tool_name, provider, connected_account_id, connection_id, connection_name, identifier,
                error_code, duration_ms)
            select r[1], r[2], r[3], r[4], r[5], r[6], r[7], r[8], r[9], r[10], r[11], r[12], r[13], r[14],
                cast(r[15] as bigint)
            from (select string_to_array(line, chr(31), '') as r
                from unnest(string_to_array(cast(:lines as text), chr(30))) as line) as records
            on conflict do nothing
            """;
    // A rare value may be looked for through all that is kept; nobody else waits for that.
    private static final String PATIENCE = "set local statement_timeout = '5s'";
    private static final int MOST_COUNTED = 10_000;
    private static final String SWEEP = """
            delete from tool_call_log where execution_id in
                (select execution_id from tool_call_log where execution_id < :before order by execution_id limit :most
                 for update skip locked)
            """;

    private final Database database;

    ToolCallLogRepository(Database database) {
        this.database = database;
    }

    Uni<Void> insert(List<ToolCallLog> logs) {
        return database.write(session -> session.createNativeQuery(INSERT)
                        .setParameter("lines", LogLines.of(logs))
                        .executeUpdate())
                .replaceWithVoid();
    }

    Uni<Optional<ToolCallLog>> find(EnvironmentId environment, String executionId) {
        return database.read(session -> session.createSelectionQuery(
                                "from ToolCallLogRow where environmentId = :environment and executionId = :execution",
                                ToolCallLogRow.class)
                        .setParameter("environment", environment.value())
                        .setParameter("execution", executionId)
                        .getSingleResultOrNull())
                .map(row -> Optional.ofNullable(row).map(ToolCallLogRow::value));
    }

    Uni<LogPage> page(EnvironmentId environment, LogQuery query, int size) {
        LogConditions all = new LogConditions(environment, query);
        LogConditions rest = all.after(query.pageToken());
        return database.transaction(session -> session.createNativeQuery(PATIENCE)
                        .executeUpdate()
                        .chain(() -> total(session, all))
                        .chain(total -> rows(session, rest, size + 1)
                                .map(rows -> new LogPage(
                                        rows.stream()
                                                .limit(size)
                                                .map(ToolCallLogRow::value)
                                                .toList(),
                                        total,
                                        rows.size() > size
                                                ? LogConditions.token(rows.get(size - 1).executionId)
                                                : null))))
                .onFailure(Database::tookTooLong)
                .transform(slow -> tooMuch());
    }

    private static Uni<Long> total(Mutiny.StatelessSession session, LogConditions conditions) {
        var count = session.createNativeQuery(
                "select count(*) from (select 1 from tool_call_log where " + conditions.sql() + " limit " + MOST_COUNTED
                        + ") counted",
                Long.class);
        conditions.parameters().forEach(count::setParameter);
        return count.getSingleResult();
    }

    private static Uni<List<ToolCallLogRow>> rows(Mutiny.StatelessSession session, LogConditions conditions, int most) {
        var rows = session.createNativeQuery(
                "select * from tool_call_log where " + conditions.sql() + " order by execution_id desc limit " + most,
                ToolCallLogRow.class);
        conditions.parameters().forEach(rows::setParameter);
        return rows.getResultList();
    }

    private static Throwable tooMuch() {
        return Fault.of(
                        FaultCode.INVALID_REQUEST,
                        "Too many records have to be looked through.",
                        "Narrow the list by start_time and end_time, connected_account_id or agent_run_id.")
                .at("/start_time")
                .asException();
    }

    /** Deletes some of the records from before a time; how many. */
    Uni<Integer> sweep(Instant before, int most) {
        return database.transaction(session -> session.createNativeQuery(SWEEP)
                .setParameter("before", SortableId.first(LogConditions.PREFIX, before))
                .setParameter("most", most)
                .executeUpdate());
    }
}
