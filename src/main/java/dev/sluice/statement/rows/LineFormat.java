package dev.sluice.statement.rows;

import java.util.Arrays;
import java.util.List;

/** Writes rows as lines of one shape. The caller asks for room before each line. */
abstract sealed class LineFormat permits TextLines, ArrayLines, ObjectLines {
    /** How much more room is made than rows like those so far would need: they are not all of one length. */
    private static final double MARGIN = 1.05;

    /** How much longer than its row a line can be. */
    private final int overhead;

    private long rowBytes = 1;
    private long lineBytes = 1;

    LineFormat(int overhead) {
        this.overhead = overhead;
    }

    static LineFormat of(List<ResultColumn> columns, RowShape shape, NumberFormat numbers) {
        CellForm[] forms = columns.stream()
                .map(column -> CellForm.of(column.typeName(), numbers))
                .toArray(CellForm[]::new);
        return switch (shape) {
            case OBJECTS -> new ObjectLines(forms, ObjectKeys.of(columns));
            case ARRAYS ->
                Arrays.stream(forms).allMatch(CellForm.TEXT::equals) ? new TextLines() : new ArrayLines(forms);
        };
    }

    /**
     * Where to write the row's line: {@code lines}, of which {@code at} bytes are taken, or an array that goes on from
     * there.
     *
     * @param left how many bytes, from the row's first on, are still to become lines
     */
    byte[] room(byte[] lines, int at, Row row, int left) {
        int needed = row.length() + overhead + Words.OVERSHOOT;
        if (at + needed <= lines.length) {
            return lines;
        }
        int likely = (int) (MARGIN * left * lineBytes / rowBytes);
        return Arrays.copyOf(lines, at + needed + likely);
    }

    /** Writes the row's line at {@code at}, and returns the position after it. */
    final int write(Row row, byte[] lines, int at) {
        int end = writeLine(row, lines, at);
        rowBytes += row.length();
        lineBytes += end - at;
        return end;
    }

    abstract int writeLine(Row row, byte[] lines, int at);

    /** Writes one cell, without its quotes where its form allows, and returns the position after it. */
    static int writeCell(Row row, int column, CellForm form, byte[] lines, int at) {
        byte[] bytes = row.bytes();
        int from = row.start(column);
        int to = row.end(column);
        return bytes[from] == '"' && form.standsBare(bytes, from + 1, to - 1)
                ? Words.copy(bytes, from + 1, to - 1, lines, at)
                : Words.copy(bytes, from, to, lines, at);
    }
}
