package dev.sluice.event.webhook;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serial;
import java.io.Serializable;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

@Entity
@IdClass(DeliveryRow.Key.class)
@Table(name = "webhook_delivery")
class DeliveryRow {
    @Id
    String webhookId;

    @Id
    String eventId;

    String environmentId;
    String state;
    int attempts;

    /** While somebody tries, until when it is that one's alone. */
    @Nullable
    Instant nextTryAt;

    @Nullable
    String claim;

    @Nullable
    Instant lastTryAt;

    @Nullable
    Integer lastStatus;

    @Nullable
    String lastError;

    Instant createdAt;

    Delivery value() {
        return new Delivery(eventId, state, attempts, lastTryAt, lastStatus, lastError, nextTryAt, createdAt);
    }

    static class Key implements Serializable {
        @Serial
        private static final long serialVersionUID = 1L;

        @Nullable
        String webhookId;

        @Nullable
        String eventId;

        @Override
        public boolean equals(Object other) {
            return other instanceof Key that
                    && Objects.equals(webhookId, that.webhookId)
                    && Objects.equals(eventId, that.eventId);
        }

        @Override
        public int hashCode() {
            return Objects.hash(webhookId, eventId);
        }
    }
}
