package dev.sluice.event.webhook;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of one event at one webhook.
 *
 * @param id the event's, which the receiver sees as {@code webhook-id}
 * @param state {@code PENDING}, {@code DELIVERED} or {@code FAILED}
 * @param attempts how often it was tried
 * @param lastStatus the receiver's answer to the last try, if there was one
 * @param lastError why there was none
 * @param nextTryAt when it is tried next
 */
public record Delivery(
        String id,
        String state,
        int attempts,
        @Nullable Instant lastTryAt,
        @Nullable Integer lastStatus,
        @Nullable String lastError,
        @Nullable Instant nextTryAt,
        Instant createdAt) {}
