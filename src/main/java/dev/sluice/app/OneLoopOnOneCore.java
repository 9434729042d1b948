package dev.sluice.app;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.SmallRyeConfigBuilderCustomizer;
import java.util.Map;

/**
 * One event loop where there is one core, unless {@code quarkus.vertx.event-loops-pool-size} says otherwise. Quarkus
 * starts as many as cores but never fewer than two, and a call that crosses to the loop of its pooled connection and back
 * costs nearly a third more CPU time (docs/performance.md).
 */
public final class OneLoopOnOneCore implements SmallRyeConfigBuilderCustomizer {
    private static final Map<String, String> ONE_LOOP = Map.of("quarkus.vertx.event-loops-pool-size", "1");
    // Above the number that Quarkus works out, below every place where an operator or a test would set it.
    private static final int ORDINAL = 50;

    @Override
    public void configBuilder(SmallRyeConfigBuilder builder) {
        if (Runtime.getRuntime().availableProcessors() == 1) {
            builder.withSources(new PropertiesConfigSource(ONE_LOOP, "one event loop on one core", ORDINAL));
        }
    }
}
