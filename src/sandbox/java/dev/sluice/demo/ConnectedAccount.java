package dev.sluice.demo;

/**
 * A connected account as the gateway tells it.
 *
 * @param id {@code ca_…}
 * @param status such as {@code ACTIVE}
 */
public record ConnectedAccount(String id, String status) {}
