package dev.sluice.app;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.SmallRyeConfigBuilderCustomizer;
import java.util.Map;

/**
 * As many event loops as cores, unless {@code quarkus.vertx.event-loops-pool-size} says otherwise. Quarkus starts two for
 * each core, among which a call crosses to its pooled connection and back: a quarter more CPU time (docs/performance.md).
 */
public final class LoopPerCore implements SmallRyeConfigBuilderCustomizer {
    // Above the default that Quarkus works out, below every place where an operator or a test would set it.
    private static final int ORDINAL = 50;

    @Override
    public void configBuilder(SmallRyeConfigBuilder builder) {
        String cores = Integer.toString(Runtime.getRuntime().availableProcessors());
        builder.withSources(new PropertiesConfigSource(
                Map.of("quarkus.vertx.event-loops-pool-size", cores), "one event loop per core", ORDINAL));
    }
}
