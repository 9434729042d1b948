package dev.sluice.account;

import dev.sluice.store.Database;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;

/** Finds the accounts whose credentials run out, and writes each notice once, whichever replica looks. */
@Singleton
final class ExpiryRepository {
    private static final String DUE = """
            select a.id from connected_account a
            where a.secret_expires_at <= :end and a.status = 'ACTIVE'
                and (a.expiry_noticed is null or a.expiry_noticed > :notice)
            order by a.secret_expires_at limit :most for update skip locked
            """;
    private static final String ROWS = "from AccountRow where id in (:ids)";
    private static final int BATCH = 100;

    private final Database database;

    ExpiryRepository(Database database) {
        this.database = database;
    }

    /** Gives this notice to all accounts that are due for it; the nearer notices must have been given before. */
    Uni<Void> give(Duration notice, Instant now) {
        return database.transaction(session -> session.createNativeQuery(DUE, String.class)
                        .setParameter("end", now.plus(notice))
                        .setParameter("notice", notice.toSeconds())
                        .setParameter("most", BATCH)
                        .getResultList()
                        .chain(ids -> session.createSelectionQuery(ROWS, AccountRow.class)
                                .setParameter("ids", ids)
                                .getResultList())
                        .chain(rows -> give(session, rows, notice, now).replaceWith(rows.size())))
                .chain(given -> given < BATCH ? Uni.createFrom().voidItem() : give(notice, now));
    }

    private static Uni<Void> give(
            Mutiny.StatelessSession session, List<AccountRow> rows, Duration notice, Instant now) {
        Uni<Void> all = Uni.createFrom().voidItem();
        for (AccountRow row : rows) {
            EventRow event = row.expiring(notice, now);
            all = all.chain(() -> session.update(row)).chain(() -> session.insert(event));
        }
        return all;
    }
}
