package dev.sluice.statement;

import java.util.List;

/** Writes rows as lines of one shape. The caller asks for room before each line. */
abstract sealed class LineFormat permits ArrayLines, ObjectLines {
    static LineFormat of(List<ResultColumn> columns, RowShape shape, NumberFormat numbers) {
        CellForm[] forms = columns.stream()
                .map(column -> CellForm.of(column.typeName(), numbers))
                .toArray(CellForm[]::new);
        return switch (shape) {
            case ARRAYS -> new ArrayLines(forms);
            case OBJECTS -> new ObjectLines(forms, ObjectKeys.of(columns));
        };
    }

    /**
     * Where to write the row's line: {@code lines}, of which {@code at} bytes are taken, or an array that goes on from
     * there.
     *
     * @param left how many bytes, from the row's first on, are still to become lines
     */
    abstract byte[] room(byte[] lines, int at, Row row, int left);

    /** Writes the row's line at {@code at}, and returns the position after it. */
    abstract int write(Row row, byte[] lines, int at);

    /** Writes a cell in its form, and returns the position after it. */
    static int writeCell(Row row, int column, CellForm form, byte[] lines, int at) {
        byte[] source = row.bytes();
        int start = row.start(column);
        int end = row.end(column);
        if (form != CellForm.TEXT && source[start] == '"' && form.standsBare(source, start + 1, end - 1)) {
            start++;
            end--;
        }
        return copy(source, start, end, lines, at);
    }

    static int copy(byte[] source, int from, int to, byte[] target, int at) {
        System.arraycopy(source, from, target, at, to - from);
        return at + to - from;
    }
}
