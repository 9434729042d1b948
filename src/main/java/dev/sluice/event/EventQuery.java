package dev.sluice.event;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Which events to read.
 *
 * @param after the cursor to go on from; the oldest event that is kept if none is given
 * @param limit 1 to 500
 * @param type this type alone
 * @param accountId of this account alone
 * @param patience for how long to wait for an event where there is none yet; at most 30 s
 */
public record EventQuery(
        @Nullable String after,
        int limit,
        @Nullable String type,
        @Nullable String accountId,
        Duration patience) {}
