package dev.sluice.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happened, with what it happened to as it was then.
 *
 * @param id {@code evt_…}
 * @param type one of {@link EventType}
 * @param oldStatus the account's status before; none for its creation
 * @param newStatus the account's status after; none for its deletion
 * @param cause why, one sentence
 * @param code which fault it was, where it was one
 * @param secretExpiresAt when the account's credentials run out, where that is what happens
 * @param webhookId the webhook, where it happened to one
 */
public record Event(
        String id,
        String type,
        Instant occurredAt,
        @Nullable String accountId,
        @Nullable String identifier,
        @Nullable String connector,
        @Nullable String oldStatus,
        @Nullable String newStatus,
        String cause,
        @Nullable String code,
        @Nullable Instant secretExpiresAt,
        @Nullable String webhookId) {}
