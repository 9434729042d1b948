package dev.sluice.caller;

import dev.sluice.id.EnvironmentId;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A key that is a bearer token by itself.
 *
 * @param id {@code key_…}
 * @param hint the key's first characters, enough to recognise it by and too few to guess the rest
 */
public record ApiKey(
        String id,
        EnvironmentId environment,
        String name,
        String hint,
        Set<String> scopes,
        ToolPolicy policy,
        Instant createdAt,
        @Nullable Instant revokedAt) {}
