package dev.sluice.demo;

import org.jspecify.annotations.Nullable;

/**
 * A connected account as the gateway tells it.
 *
 * @param id {@code ca_…}
 * @param status such as {@code ACTIVE}
 * @param doorUrl where Databricks' own clients reach its workspace; null where the gateway has no doors
 */
public record ConnectedAccount(
        String id, String status, @Nullable String doorUrl) {}
