package dev.sluice.app;

import java.io.Serial;
import java.util.List;

/** Ends the start, with one message that lists everything to mend. */
final class UnsafeConfigurationException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    UnsafeConfigurationException(List<String> complaints) {
        super(
                "Sluice does not start in production like this:\n  - " + String.join("\n  - ", complaints),
                null,
                false,
                false);
    }
}
