package dev.sluice.face.rest.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.sluice.event.webhook.Delivery;
import dev.sluice.event.webhook.Webhook;
import dev.sluice.event.webhook.WebhookSettings;
import dev.sluice.event.webhook.Webhooks.Trial;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A webhook as it is shown; with its secret in the answers to its creation and to a rotation alone. */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
record WebhookView(
        String id,

        @Schema(description = "What deliveries are signed with; not shown again") @Nullable
        String secret,

        String url,

        @Schema(description = "The types of events delivered; all if empty")
        List<String> types,

        boolean enabled,

        @Schema(description = "Why the gateway switched it off, if it did") @Nullable
        String disabledCause,

        @Schema(description = "Until when the secret before the present one signs too") @Nullable
        Instant priorSecretUntil,

        Instant createdAt,
        Instant updatedAt) {

    static WebhookView of(Webhook webhook) {
        return of(webhook, null);
    }

    static WebhookView of(Webhook webhook, @Nullable String secret) {
        return new WebhookView(
                webhook.id(),
                secret,
                webhook.url(),
                webhook.types(),
                webhook.enabled(),
                webhook.disabledCause(),
                webhook.priorSecretUntil(),
                webhook.createdAt(),
                webhook.updatedAt());
    }

    @Override
    public String toString() {
        return "WebhookView[" + id + "]";
    }

    @JsonNaming(SnakeCaseStrategy.class)
    record WebhookList(List<WebhookView> webhooks) {}

    /** What is asked for. */
    @JsonNaming(SnakeCaseStrategy.class)
    record WebhookForm(
            @Schema(description = "Where to deliver to: https, by name", examples = "https://hooks.example.com/sluice")
            @Nullable
            String url,

            @Schema(description = "The types of events to deliver; all if empty or left out") @Nullable
            List<String> types,

            @Nullable Boolean enabled) {

        WebhookSettings settings() {
            return new WebhookSettings(url, types, enabled);
        }
    }

    @JsonNaming(SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record TrialView(
            boolean delivered,

            @Schema(description = "What the receiver answered") @Nullable
            Integer status,

            @Schema(description = "Why there was no answer", examples = "timed_out") @Nullable
            String error,

            long durationMs) {
        static TrialView of(Trial trial) {
            return new TrialView(
                    trial.delivered(),
                    trial.status(),
                    trial.error(),
                    trial.duration().toMillis());
        }
    }

    /** One event at one webhook. */
    @JsonNaming(SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record DeliveryView(
            @Schema(description = "The event's id, which the receiver sees as webhook-id")
            String id,

            @Schema(enumeration = {"PENDING", "DELIVERED", "FAILED"})
            String state,

            int attempts,
            @Nullable Instant lastTryAt,

            @Schema(description = "What the receiver answered to the last try") @Nullable
            Integer lastStatus,

            @Schema(description = "Why it did not answer the last try", examples = "timed_out") @Nullable
            String lastError,

            @Nullable Instant nextTryAt,
            Instant createdAt) {
        static DeliveryView of(Delivery delivery) {
            return new DeliveryView(
                    delivery.id(),
                    delivery.state(),
                    delivery.attempts(),
                    delivery.lastTryAt(),
                    delivery.lastStatus(),
                    delivery.lastError(),
                    delivery.nextTryAt(),
                    delivery.createdAt());
        }
    }

    @JsonNaming(SnakeCaseStrategy.class)
    record DeliveryList(List<DeliveryView> deliveries) {}
}
