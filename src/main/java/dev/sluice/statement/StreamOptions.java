package dev.sluice.statement;

/**
 * How rows are written.
 *
 * @param rowOffset the first row to give; earlier ones are skipped
 */
public record StreamOptions(RowShape shape, NumberFormat numbers, long rowOffset) {}
