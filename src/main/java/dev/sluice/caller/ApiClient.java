package dev.sluice.caller;

import dev.sluice.id.ClientId;
import dev.sluice.id.EnvironmentId;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A program that gets access tokens for its id and secret. */
public record ApiClient(
        ClientId id,
        EnvironmentId environment,
        String name,
        Set<String> scopes,
        ToolPolicy policy,
        Instant createdAt,
        @Nullable Instant revokedAt) {}
