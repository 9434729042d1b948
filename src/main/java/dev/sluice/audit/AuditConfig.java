package dev.sluice.audit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long records of tool calls are kept, and how many wait to be written. */
@ConfigMapping(prefix = "sluice.audit")
public interface AuditConfig {
    /** Records older than this are deleted. */
    @WithDefault("30d")
    Duration keep();

    /** Records that may wait in memory while the database is away; those beyond are dropped and counted. */
    @WithDefault("50000")
    int buffer();

    /** How often records are written. */
    @WithDefault("200ms")
    Duration writeInterval();
}
