package dev.sluice.repeat;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long calls with effects are remembered. */
@ConfigMapping(prefix = "sluice.repeat")
interface RepeatConfig {
    /**
     * Time after the end of a call in which the same call, from the same API client and with no idempotency key, counts
     * as its repeat: SDKs repeat blindly. Zero lets every call without a key run.
     */
    @WithDefault("30s")
    Duration window();

    /** Time after its start for which a call with an idempotency key is remembered. */
    @WithDefault("24h")
    Duration keyWindow();
}
