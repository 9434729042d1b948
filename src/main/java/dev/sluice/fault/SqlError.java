package dev.sluice.fault;

import org.jspecify.annotations.Nullable;

/**
 * Where and how a statement went wrong, as the workspace's SQL engine says it.
 *
 * @param state the five-character SQLSTATE, such as {@code 42703}
 * @param errorClass Databricks' error class, such as {@code UNRESOLVED_COLUMN.WITH_SUGGESTION}
 * @param line the line of the statement, from 1
 * @param position the character in that line, from 0
 */
public record SqlError(
        @Nullable String state,
        @Nullable String errorClass,
        @Nullable Integer line,
        @Nullable Integer position) {}
