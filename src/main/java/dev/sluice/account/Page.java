package dev.sluice.account;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list.
 *
 * @param total how many there are on all pages
 * @param next the token of the next page; none on the last
 */
public record Page<T>(List<T> items, long total, @Nullable String next) {}
