package dev.sluice.app;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How a gateway that was told to stop takes its leave. */
@ConfigMapping(prefix = "sluice.drain")
interface DrainConfig {
    /** Time for which calls are still taken after readiness went down, for load balancers to notice. */
    @WithDefault("5s")
    Duration delay();

    /** Time after that in which calls and streams under way may end. */
    @WithDefault("30s")
    Duration timeout();
}
