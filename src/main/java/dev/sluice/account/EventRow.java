package dev.sluice.account;

import dev.sluice.id.SortableId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One change of an account: from which status to which, why and when. */
@Entity
@Table(name = "account_event")
class EventRow {
    @Id
    String id;

    String environmentId;
    String accountId;

    /** None for the account's creation. */
    @Nullable
    @Enumerated(EnumType.STRING)
    AccountStatus oldStatus;

    /** None for the account's deletion. */
    @Nullable
    @Enumerated(EnumType.STRING)
    AccountStatus newStatus;

    String cause;
    Instant occurredAt;

    static EventRow of(
            AccountRow account, @Nullable AccountStatus from, @Nullable AccountStatus to, String cause, Instant at) {
        EventRow row = new EventRow();
        row.id = SortableId.next("evt_");
        row.environmentId = account.environmentId;
        row.accountId = account.id;
        row.oldStatus = from;
        row.newStatus = to;
        row.cause = cause;
        row.occurredAt = at;
        return row;
    }
}
