package dev.sluice.event.webhook;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Where events may be delivered to, and how often it is tried. */
@ConfigMapping(prefix = "sluice.webhooks")
public interface WebhookConfig {
    /**
     * Origins that may be delivered to whatever address they have, such as {@code https://hooks.internal:8443}. Exact
     * match; the only way to plain HTTP. Refused in production unless {@code sluice.webhooks.allow-plaintext} is true.
     */
    Optional<List<String>> trustedOrigins();

    /** Whether a production gateway may deliver to trusted origins by plain HTTP. */
    @WithDefault("false")
    boolean allowPlaintext();

    /** Time for one try, from the name's look-up to the answer's end. */
    @WithDefault("10s")
    Duration timeout();

    /** Pauses after failed tries; each is varied by a fifth. After the last one the delivery has failed. */
    @WithDefault("5s,30s,2m,10m,30m,2h,6h,12h,24h")
    List<Duration> pauses();

    /** A webhook whose deliveries have all failed for this long is switched off. */
    @WithDefault("3d")
    Duration disableAfter();

    /** Deliveries under way at a replica, of all webhooks. */
    @WithDefault("64")
    int maxDeliveries();

    /** Deliveries that a replica takes on at a time for one webhook. */
    @WithDefault("4")
    int maxPerWebhook();
}
