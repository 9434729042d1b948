package dev.sluice.caller;

import dev.sluice.id.EnvironmentId;
import java.time.Instant;

/** One installation's customer-facing boundary, such as {@code prod}. Owns clients, keys, connections and accounts. */
public record Environment(EnvironmentId id, String name, Instant createdAt) {}
