package dev.sluice.audit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list.
 *
 * @param total how many there are on all pages, as far as they are counted: 10000 at most
 * @param next the token of the next page; none on the last
 */
public record LogPage(
        List<ToolCallLog> logs, long total, @Nullable String next) {}
