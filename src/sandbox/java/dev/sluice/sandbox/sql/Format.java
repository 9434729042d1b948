package dev.sluice.sandbox.sql;

/** How the rows of a chunk are written. */
public enum Format {
    /** One JSON array of arrays; every cell is a string or null. */
    JSON_ARRAY,
    /** One Arrow IPC stream: schema, record batches, end of stream. */
    ARROW_STREAM,
    /** RFC 4180 lines; the first chunk begins with the column names. */
    CSV
}
