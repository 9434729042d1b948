package dev.sluice.event.webhook;

import dev.sluice.event.Event;
import dev.sluice.event.EventRepository;
import dev.sluice.event.EventType;
import dev.sluice.id.SortableId;
import dev.sluice.store.Database;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * The table of deliveries: made from events, claimed by one replica at a time, and settled by the one that holds the claim.
 * Time is the database's, so that replicas whose clocks differ agree.
 */
@Singleton
final class DeliveryRepository {
    private static final String WORK = """
            select cast(exists (select 1 from webhook h where h.enabled and (
                exists (select 1 from account_event n where n.environment_id = h.environment_id
                    and (n.tx, n.seq) > (h.position_tx, h.position_seq) and n.tx < event_horizon())
                or exists (select 1 from webhook_delivery d where d.webhook_id = h.id and d.state = 'PENDING'
                    and d.next_try_at <= now()))) as boolean)
            """;
    private static final String MAKE = """
            with ready as (
                select w.id as webhook_id, w.environment_id, w.types, e.id as event_id, e.type, e.tx, e.seq,
                    pg_visible_in_snapshot(cast(cast(e.tx as text) as xid8), w.since) as past
                from (select * from webhook h where h.enabled and exists (
                        select 1 from account_event n where n.environment_id = h.environment_id
                            and (n.tx, n.seq) > (h.position_tx, h.position_seq) and n.tx < event_horizon())
                    for update skip locked) w
                cross join lateral (
                    select n.* from account_event n where n.environment_id = w.environment_id
                        and (n.tx, n.seq) > (w.position_tx, w.position_seq) and n.tx < event_horizon()
                    order by n.tx, n.seq limit :most) e
            ), moved as (
                update webhook w set position_tx = last.tx, position_seq = last.seq
                from (select distinct on (webhook_id) webhook_id, tx, seq from ready
                    order by webhook_id, tx desc, seq desc) last
                where w.id = last.webhook_id
            )
            insert into webhook_delivery (webhook_id, event_id, environment_id, state, next_try_at, created_at)
            select webhook_id, event_id, environment_id, 'PENDING', now(), now() from ready
            where not past and (types = '' or type = any (string_to_array(types, ' ')))
            on conflict do nothing
            """;
    private static final String CLAIM = """
            with due as materialized (
                select d.webhook_id, d.event_id, d.environment_id, d.next_try_at from webhook w
                cross join lateral (
                    select * from webhook_delivery p
                    where p.webhook_id = w.id and p.state = 'PENDING' and p.next_try_at <= now()
                    order by p.next_try_at limit :few for update skip locked) d
                where w.enabled and not (w.id = any (string_to_array(:busy, ' ')))
            ), queued as (
                select webhook_id, event_id, next_try_at,
                    row_number() over (partition by environment_id order by next_try_at)
                        + (select count(*) from unnest(string_to_array(:serving, ' ')) s where s = environment_id) as turn
                from due
            ), mine as (
                select webhook_id, event_id from queued where turn <= :share order by turn, next_try_at limit :room
            )
            update webhook_delivery d set claim = :claim, attempts = d.attempts + 1, last_try_at = now(),
                next_try_at = now() + make_interval(secs => :lease)
            from mine where d.webhook_id = mine.webhook_id and d.event_id = mine.event_id
            returning d.*
            """;
    private static final String SETTLE = """
            update webhook_delivery set state = :state, claim = null, last_status = cast(nullif(cast(:status as text), '') as int),
                last_error = nullif(cast(:error as text), ''), attempts = attempts - :uncounted,
                next_try_at = case when :state = 'PENDING' then now() + make_interval(secs => :pause) end
            where webhook_id = :webhook and event_id = :event and claim = :claim
            """;
    private static final String WELL =
            "update webhook set failing_since = null where id = :webhook and failing_since is not null";
    private static final String FAILING =
            "update webhook set failing_since = now() where id = :webhook and failing_since is null";
    private static final String DISABLE = """
            update webhook set enabled = false, disabled_cause = :cause, updated_at = now()
            where id = :webhook and enabled
                and (:gone or failing_since < now() - make_interval(secs => :patience))
            """;
    private static final String TELL = """
            insert into account_event (id, environment_id, type, webhook_id, cause, occurred_at)
            select :id, environment_id, :type, id, :cause, now() from webhook where id = :webhook
            """;
    private static final String OLDEST = """
            select cast(coalesce(extract(epoch from now() - min(d.created_at)), 0) as double precision)
            from webhook_delivery d join webhook w on w.id = d.webhook_id where d.state = 'PENDING' and w.enabled
            """;

    private final Database database;

    DeliveryRepository(Database database) {
        this.database = database;
    }

    /** A delivery that is this replica's to try, for as long as its lease lasts. */
    record Claimed(DeliveryRow delivery, WebhookRow webhook, Event event) {}

    /** What follows from a try. */
    enum Next {
        DELIVERED,
        PENDING,
        FAILED
    }

    /** Whether there is anything to make or to claim. */
    Uni<Boolean> hasWork() {
        return database.read(
                session -> session.createNativeQuery(WORK, Boolean.class).getSingleResult());
    }

    /** Makes the deliveries of events that have come to be shown; once for each webhook and event, whoever does it. */
    Uni<Void> make(int most) {
        return database.transaction(session -> session.createNativeQuery(MAKE)
                        .setParameter("most", most)
                        .executeUpdate())
                .replaceWithVoid();
    }

    /**
     * What a replica can take on.
     *
     * @param busy webhooks that have enough under way here
     * @param serving the environment of each delivery that is under way here
     * @param room how many, at most
     * @param share how many may be under way of one environment
     * @param few how many to take of one webhook
     */
    record Capacity(Collection<String> busy, Collection<String> serving, int room, int share, int few) {}

    /**
     * Claims deliveries that are due: the environments take turns, those first that have the fewest under way.
     *
     * @param lease for how long nobody else tries
     */
    Uni<List<Claimed>> claim(String claim, Capacity capacity, Duration lease) {
        return database.transaction(session -> session.createNativeQuery(CLAIM, DeliveryRow.class)
                .setParameter("claim", claim)
                .setParameter("busy", String.join(" ", capacity.busy))
                .setParameter("serving", String.join(" ", capacity.serving))
                .setParameter("share", capacity.share)
                .setParameter("room", capacity.room)
                .setParameter("few", capacity.few)
                .setParameter("lease", (double) lease.toSeconds())
                .getResultList()
                .chain(rows -> rows.isEmpty() ? Uni.createFrom().item(List.of()) : completed(session, rows)));
    }

    private static Uni<List<Claimed>> completed(Mutiny.StatelessSession session, List<DeliveryRow> rows) {
        return webhooks(session, rows)
                .chain(webhooks -> EventRepository.find(
                                session, rows.stream().map(row -> row.eventId).toList())
                        .map(events -> rows.stream()
                                .flatMap(row -> claimed(row, webhooks.get(row.webhookId), events.get(row.eventId)))
                                .toList()));
    }

    private static Stream<Claimed> claimed(DeliveryRow row, @Nullable WebhookRow webhook, @Nullable Event event) {
        return webhook == null || event == null ? Stream.empty() : Stream.of(new Claimed(row, webhook, event));
    }

    private static Uni<Map<String, WebhookRow>> webhooks(Mutiny.StatelessSession session, List<DeliveryRow> rows) {
        return session.createSelectionQuery("from WebhookRow where id in :ids", WebhookRow.class)
                .setParameter(
                        "ids",
                        rows.stream().map(row -> row.webhookId).distinct().toList())
                .getResultList()
                .map(found -> found.stream().collect(Collectors.toMap(row -> row.id, Function.identity())));
    }

    /**
     * Writes down how a try ended, unless somebody else has taken the delivery over.
     *
     * @param pause until the next try, where there is one
     * @param patience for how long all of a webhook's deliveries may fail before it is switched off
     */
    Uni<Void> settle(DeliveryRow delivery, Outcome outcome, Next next, Duration pause, Duration patience) {
        return database.transaction(session -> session.createNativeQuery(SETTLE)
                .setParameter("state", next.name())
                .setParameter("status", text(outcome.status()))
                .setParameter(
                        "error", outcome.error() == null ? "" : outcome.error().label())
                .setParameter("uncounted", outcome.ours() ? 1 : 0)
                .setParameter("pause", (double) pause.toMillis() / 1000)
                .setParameter("webhook", delivery.webhookId)
                .setParameter("event", delivery.eventId)
                .setParameter("claim", delivery.claim)
                .executeUpdate()
                .chain(settled -> settled == 0 || outcome.ours()
                        ? Uni.createFrom().voidItem()
                        : outcome.delivered()
                                ? execute(session, WELL, delivery)
                                : execute(session, FAILING, delivery)
                                        .chain(() -> disable(session, delivery, outcome, patience))));
    }

    private static String text(@Nullable Integer number) {
        return number == null ? "" : number.toString();
    }

    private static Uni<Void> execute(Mutiny.StatelessSession session, String sql, DeliveryRow delivery) {
        return session.createNativeQuery(sql)
                .setParameter("webhook", delivery.webhookId)
                .executeUpdate()
                .replaceWithVoid();
    }

    private static Uni<Void> disable(
            Mutiny.StatelessSession session, DeliveryRow delivery, Outcome outcome, Duration patience) {
        String cause = outcome.gone()
                ? "The receiver answered 410: it wants no more events"
                : "All deliveries have failed for " + patience.toHours() + " h";
        return session.createNativeQuery(DISABLE)
                .setParameter("webhook", delivery.webhookId)
                .setParameter("cause", cause)
                .setParameter("gone", outcome.gone())
                .setParameter("patience", (double) patience.toSeconds())
                .executeUpdate()
                .chain(disabled -> disabled == 0
                        ? Uni.createFrom().voidItem()
                        : session.createNativeQuery(TELL)
                                .setParameter("id", SortableId.next("evt_"))
                                .setParameter("type", EventType.WEBHOOK_DISABLED.label())
                                .setParameter("cause", cause)
                                .setParameter("webhook", delivery.webhookId)
                                .executeUpdate()
                                .replaceWithVoid());
    }

    /** How long the oldest delivery has been waiting, in seconds. */
    Uni<Double> backlogAge() {
        return database.read(
                session -> session.createNativeQuery(OLDEST, Double.class).getSingleResult());
    }
}
