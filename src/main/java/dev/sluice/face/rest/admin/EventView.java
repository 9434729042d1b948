package dev.sluice.face.rest.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.sluice.event.Event;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An event as the feed shows it. */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
record EventView(
        String id,

        @Schema(examples = "connected_account.status_changed")
        String type,

        Instant occurredAt,
        @Nullable String connectedAccountId,
        @Nullable String identifier,
        @Nullable String connector,

        @Schema(description = "The account's status before; absent for its creation") @Nullable
        String oldStatus,

        @Schema(description = "The account's status after; absent for its deletion") @Nullable
        String newStatus,

        String cause,

        @Schema(description = "The problem's code, where no token could be minted") @Nullable
        String code,

        @Schema(description = "When the credentials run out, where that is what happens") @Nullable
        Instant secretExpiresAt,

        @Schema(description = "The webhook, where one was switched off") @Nullable
        String webhookId) {

    static EventView of(Event event) {
        return new EventView(
                event.id(),
                event.type(),
                event.occurredAt(),
                event.accountId(),
                event.identifier(),
                event.connector(),
                event.oldStatus(),
                event.newStatus(),
                event.cause(),
                event.code(),
                event.secretExpiresAt(),
                event.webhookId());
    }

    @JsonNaming(SnakeCaseStrategy.class)
    record EventList(
            List<EventView> events,

            @Schema(description = "The cursor to go on from; there always is one")
            String next) {}
}
