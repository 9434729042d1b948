package dev.sluice.account;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which connected accounts to list.
 *
 * @param connections names of connections; all if empty
 * @param identifier exactly this identifier
 * @param text part of the identifier, in any case
 * @param pageSize 1 to 99
 * @param pageToken where the page before ended
 */
public record AccountQuery(
        List<String> connections,
        @Nullable String identifier,
        @Nullable String text,
        int pageSize,
        @Nullable String pageToken) {}
