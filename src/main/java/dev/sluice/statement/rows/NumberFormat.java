package dev.sluice.statement.rows;

/** How the cells of numeric and boolean columns are written; every other cell is the text that Databricks gives. */
public enum NumberFormat {
    /** As JSON values, save DECIMAL and the integers that a double cannot hold exactly: those stay strings. */
    TYPED,
    /** As JSON values, all of them, whatever their size. */
    RAW,
    /** As the strings that Databricks gives: nothing is looked into, which is the fastest. */
    TEXT
}
