package dev.sluice.sandbox.sql;

import org.jspecify.annotations.Nullable;

/**
 * A value for a parameter marker.
 *
 * @param name of a {@code :name} marker, or null for the next {@code ?}
 * @param value its text, or null for NULL
 * @param type in Databricks' spelling, such as {@code STRING} or {@code DECIMAL(12,2)}
 */
public record Parameter(@Nullable String name, @Nullable String value, String type) {}
