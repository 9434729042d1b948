package dev.sluice.statement.rows;

/** One row where it lies in the bytes of its chunk: a cursor that {@link RowReader} moves on, not a value to keep. */
final class Row {
    private final int[] starts;
    private final int[] ends;
    private byte[] bytes = {};
    private int start;
    private int end;
    private boolean compact;

    Row(int columns) {
        starts = new int[columns];
        ends = new int[columns];
    }

    int columns() {
        return starts.length;
    }

    byte[] bytes() {
        return bytes;
    }

    /** Where the row's opening bracket is. */
    int start() {
        return start;
    }

    /** The position after the row's closing bracket. */
    int end() {
        return end;
    }

    int length() {
        return end - start;
    }

    /** Whether no white space lies between the row's cells. */
    boolean isCompact() {
        return compact;
    }

    /** Where a cell begins, with its quote if it is a string. */
    int start(int column) {
        return starts[column];
    }

    /** The position after a cell, with its quote if it is a string. */
    int end(int column) {
        return ends[column];
    }

    void begin(byte[] source, int position) {
        bytes = source;
        start = position;
        compact = true;
    }

    void cell(int column, int from, int to) {
        starts[column] = from;
        ends[column] = to;
    }

    void loosen() {
        compact = false;
    }

    void finish(int position) {
        end = position;
    }
}
