package dev.sluice.account;

import dev.sluice.event.EventType;
import dev.sluice.fault.FaultCode;
import dev.sluice.id.SortableId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What happened to an account: from which status to which, why and when. */
@Entity
@Table(name = "account_event")
class EventRow {
    @Id
    String id;

    String environmentId;
    String type;
    String accountId;
    String identifier;
    String connector;

    /** None for the account's creation. */
    @Nullable
    @Enumerated(EnumType.STRING)
    AccountStatus oldStatus;

    /** None for the account's deletion. */
    @Nullable
    @Enumerated(EnumType.STRING)
    AccountStatus newStatus;

    String cause;

    @Nullable
    String code;

    @Nullable
    Instant secretExpiresAt;

    Instant occurredAt;

    /** A change of the account. */
    static EventRow of(
            AccountRow account, @Nullable AccountStatus from, @Nullable AccountStatus to, String cause, Instant at) {
        EventRow row = about(account, type(from, to), cause, at);
        row.oldStatus = from;
        row.newStatus = to;
        return row;
    }

    static EventRow refreshFailed(AccountRow account, FaultCode code, String cause, Instant at) {
        EventRow row = about(account, EventType.REFRESH_FAILED, cause, at);
        row.code = code.label();
        return row;
    }

    static EventRow credentialsExpiring(AccountRow account, String cause, Instant at) {
        EventRow row = about(account, EventType.CREDENTIALS_EXPIRING, cause, at);
        row.secretExpiresAt = account.secretExpiresAt;
        return row;
    }

    private static EventRow about(AccountRow account, EventType type, String cause, Instant at) {
        EventRow row = new EventRow();
        row.id = SortableId.next("evt_");
        row.environmentId = account.environmentId;
        row.type = type.label();
        row.accountId = account.id;
        row.identifier = account.identifier;
        row.connector = account.connector;
        row.oldStatus = account.status;
        row.newStatus = account.status;
        row.cause = cause;
        row.occurredAt = at;
        return row;
    }

    private static EventType type(@Nullable AccountStatus from, @Nullable AccountStatus to) {
        if (from == null) {
            return EventType.ACCOUNT_CREATED;
        }
        return to == null
                ? EventType.ACCOUNT_DELETED
                : from == to ? EventType.ACCOUNT_UPDATED : EventType.ACCOUNT_STATUS_CHANGED;
    }
}
