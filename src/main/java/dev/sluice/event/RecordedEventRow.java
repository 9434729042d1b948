package dev.sluice.event;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An event as it is read; whoever makes a change writes the event of it, in the same transaction. */
@Entity
@Table(name = "account_event")
class RecordedEventRow {
    @Id
    String id;

    String environmentId;
    String type;
    /** The transaction that wrote it. */
    long tx;

    long seq;
    Instant occurredAt;

    @Nullable
    String accountId;

    @Nullable
    String identifier;

    @Nullable
    String connector;

    @Nullable
    String oldStatus;

    @Nullable
    String newStatus;

    String cause;

    @Nullable
    String code;

    @Nullable
    Instant secretExpiresAt;

    @Nullable
    String webhookId;

    Position position() {
        return new Position(tx, seq);
    }

    Event value() {
        return new Event(
                id,
                type,
                occurredAt,
                accountId,
                identifier,
                connector,
                oldStatus,
                newStatus,
                cause,
                code,
                secretExpiresAt,
                webhookId);
    }
}
