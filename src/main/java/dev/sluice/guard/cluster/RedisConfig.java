package dev.sluice.guard.cluster;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** The Redis in which replicas keep their limits together. */
@ConfigMapping(prefix = "sluice.redis")
public interface RedisConfig {
    /** Where it is, {@code redis://} or {@code rediss://}, a password included; without it each replica limits alone. */
    Optional<String> url();
}
