package dev.sluice.account;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Time as PostgreSQL keeps it: in microseconds, so that a row reads back as it was written. */
final class Times {
    private Times() {}

    static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }
}
