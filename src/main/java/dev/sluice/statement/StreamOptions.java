package dev.sluice.statement;

import dev.sluice.statement.rows.NumberFormat;
import dev.sluice.statement.rows.RowShape;

/**
 * How rows are written.
 *
 * @param rowOffset the first row to give; earlier ones are skipped
 */
public record StreamOptions(RowShape shape, NumberFormat numbers, long rowOffset) {}
