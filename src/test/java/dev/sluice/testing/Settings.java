package dev.sluice.testing;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** A feature's settings as the gateway would read them: its defaults, and what a test sets. */
public final class Settings {
    private Settings() {}

    /** @param namesAndValues full property names, each followed by its value */
    public static <T> T of(Class<T> mapping, String... namesAndValues) {
        Map<String, String> properties = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            properties.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return new SmallRyeConfigBuilder()
                .withMapping(mapping)
                .withConverter(Duration.class, 200, new DurationConverter())
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .withValidateUnknown(false)
                .build()
                .getConfigMapping(mapping);
    }
}
