package dev.sluice.event;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long events are kept and how soon they are noticed. */
@ConfigMapping(prefix = "sluice.events")
public interface EventConfig {
    /** Events older than this are deleted. */
    @WithDefault("90d")
    Duration keep();

    /** How often a replica looks for new events, where somebody waits for them. */
    @WithDefault("1s")
    Duration pollInterval();
}
