package dev.sluice.guard.request;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How long a workspace asks to be left alone (RFC 9110 §10.2.3, in whole seconds as Databricks gives it). */
final class RetryAfter {
    private static final Duration UNTOLD = Duration.ofSeconds(1);
    // Whoever waits longer has left long before.
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private RetryAfter() {}

    /** What a header says, at most a minute; a second where it says nothing usable. */
    static Duration of(@Nullable String header) {
        if (header == null || !header.matches("\\d{1,9}")) {
            return UNTOLD;
        }
        Duration asked = Duration.ofSeconds(Long.parseLong(header));
        return asked.isZero() ? UNTOLD : asked.compareTo(LONGEST) > 0 ? LONGEST : asked;
    }
}
