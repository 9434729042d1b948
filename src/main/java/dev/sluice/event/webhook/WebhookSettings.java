package dev.sluice.event.webhook;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How somebody wants a webhook. What is null stays as it is.
 *
 * @param types the types of events; all if empty
 */
public record WebhookSettings(
        @Nullable String url,
        @Nullable List<String> types,
        @Nullable Boolean enabled) {}
