package dev.sluice.event;

import dev.sluice.id.EnvironmentId;
import dev.sluice.store.Database;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * Reads the table of events. An event is shown once every transaction that is older than the one that wrote it has ended,
 * so that none can appear before it later.
 */
@Singleton
public final class EventRepository {
    private static final String PAGE = """
            select e.* from account_event e
            where e.environment_id = :environment and (e.tx, e.seq) > (:tx, :seq) and e.tx < :horizon
            """;
    private static final String HORIZON = "select event_horizon()";
    private static final String NEWS = """
            select cast(h.at as text), e.environment_id
            from (select event_horizon() as at) h
            left join (select distinct tx, environment_id from account_event where tx >= :since) e on e.tx < h.at
            """;
    private static final String SWEEP = """
            delete from account_event where id in
                (select id from account_event where occurred_at < :before order by occurred_at limit :most
                 for update skip locked)
            """;

    private final Database database;

    EventRepository(Database database) {
        this.database = database;
    }

    Uni<EventPage> page(EnvironmentId environment, Position after, EventQuery query) {
        String type = query.type();
        String account = query.accountId();
        String sql = PAGE
                + (type == null ? "" : "and e.type = :type ")
                + (account == null ? "" : "and e.account_id = :account ")
                + "order by e.tx, e.seq limit :limit";
        // First, so that all transactions before it have ended for the page as well.
        return database.read(session -> session.createNativeQuery(HORIZON, Long.class)
                .getSingleResult()
                .chain(horizon -> {
                    var rows = session.createNativeQuery(sql, RecordedEventRow.class)
                            .setParameter("environment", environment.value())
                            .setParameter("tx", after.tx())
                            .setParameter("seq", after.seq())
                            .setParameter("horizon", horizon)
                            .setParameter("limit", query.limit());
                    if (type != null) {
                        rows.setParameter("type", type);
                    }
                    if (account != null) {
                        rows.setParameter("account", account);
                    }
                    return rows.getResultList().map(found -> page(found, next(found, after, horizon, query.limit())));
                }));
    }

    // What came to fewer than were asked for was all that there is before the horizon: it need not be read again.
    private static Position next(List<RecordedEventRow> rows, Position after, long horizon, int limit) {
        Position end = Position.before(horizon);
        return rows.size() == limit ? rows.getLast().position() : after.compareTo(end) > 0 ? after : end;
    }

    private static EventPage page(List<RecordedEventRow> rows, Position next) {
        return new EventPage(rows.stream().map(RecordedEventRow::value).toList(), next.cursor());
    }

    /** Events by their ids, for who has ids of its own environment's events. */
    public static Uni<Map<String, Event>> find(Mutiny.StatelessSession session, Collection<String> ids) {
        return session.createSelectionQuery("from RecordedEventRow where id in :ids", RecordedEventRow.class)
                .setParameter("ids", ids)
                .getResultList()
                .map(rows -> rows.stream().collect(Collectors.toMap(row -> row.id, RecordedEventRow::value)));
    }

    /**
     * Where something happened.
     *
     * @param horizon the first transaction whose events are not shown yet
     */
    record News(long horizon, Set<EnvironmentId> environments) {}

    /** Where events have come to be shown since a horizon; without one, the horizon alone. */
    Uni<News> news(@Nullable Long since) {
        return database.read(session -> session.createNativeQuery(NEWS, Object[].class)
                        .setParameter("since", since == null ? Long.MAX_VALUE : since)
                        .getResultList())
                .map(rows -> {
                    Set<EnvironmentId> environments = new HashSet<>();
                    long horizon = 0;
                    for (Object[] row : rows) {
                        horizon = Long.parseLong((String) row[0]);
                        if (row[1] != null) {
                            environments.add(new EnvironmentId((String) row[1]));
                        }
                    }
                    return new News(horizon, environments);
                });
    }

    /** Deletes some of the events from before a time, with their deliveries; how many. */
    Uni<Integer> sweep(Instant before, int most) {
        return database.transaction(session -> session.createNativeQuery(SWEEP)
                .setParameter("before", before)
                .setParameter("most", most)
                .executeUpdate());
    }
}
