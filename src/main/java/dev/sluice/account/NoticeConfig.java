package dev.sluice.account;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;

/** When to tell that credentials run out. */
@ConfigMapping(prefix = "sluice.events")
interface NoticeConfig {
    /** How long before the end of an account's credentials there is an event, one for each. */
    @WithDefault("14d,3d,1d")
    List<Duration> expiryNotices();
}
