package dev.sluice.audit;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which records to list, the newest first.
 *
 * @param from calls that arrived then or later
 * @param until calls that arrived before
 * @param only for each filter one of these values; an empty list does not choose
 * @param pageSize 1 to 100; 0 for the usual
 * @param pageToken where the page before ended
 */
public record LogQuery(
        @Nullable Instant from,
        @Nullable Instant until,
        Map<LogFilter, List<String>> only,
        int pageSize,
        @Nullable String pageToken) {}
