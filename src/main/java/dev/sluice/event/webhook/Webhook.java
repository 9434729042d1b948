package dev.sluice.event.webhook;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where an environment wants its events delivered to.
 *
 * @param id {@code whk_…}
 * @param types the types of events that it wants; all if empty
 * @param disabledCause why the gateway switched it off, if it did
 * @param priorSecretUntil until when the secret before the present one signs too
 */
public record Webhook(
        String id,
        String url,
        List<String> types,
        boolean enabled,
        @Nullable String disabledCause,
        @Nullable Instant priorSecretUntil,
        Instant createdAt,
        Instant updatedAt) {}
