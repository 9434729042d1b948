package dev.sluice.sandbox.sql;

import org.jspecify.annotations.Nullable;

/**
 * A column of a result, as a manifest describes it.
 *
 * @param typeText the type in SQL, such as {@code DECIMAL(12,2)} or {@code ARRAY<INT>}
 * @param typeName its kind, such as {@code DECIMAL}, {@code LONG} or {@code ARRAY}
 * @param position counted from 0
 * @param precision of a DECIMAL only
 * @param scale of a DECIMAL only
 * @param intervalType of an INTERVAL only, such as {@code YEAR TO MONTH}
 */
public record Column(
        String name,
        String typeText,
        String typeName,
        int position,
        @Nullable Integer precision,
        @Nullable Integer scale,
        @Nullable String intervalType) {}
