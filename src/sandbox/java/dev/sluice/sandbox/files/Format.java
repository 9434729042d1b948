package dev.sluice.sandbox.files;

import dev.sluice.sandbox.http.Refusal;
import java.util.Arrays;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Databricks REST: formats of import and export; spelled in capitals. */
enum Format {
    SOURCE,
    HTML,
    JUPYTER,
    DBC,
    R_MARKDOWN,
    AUTO,
    RAW;

    /** Absent means SOURCE. */
    static Format read(@Nullable String name) {
        return name == null || name.isEmpty()
                ? SOURCE
                : Stream.of(values())
                        .filter(format -> format.name().equals(name))
                        .findFirst()
                        .orElseThrow(() -> Refusal.field(
                                "format", "The format " + name + " is not one of " + Arrays.toString(values()) + "."));
    }
}
