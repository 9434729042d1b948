package dev.sluice.statement;

import java.util.stream.IntStream;

/**
 * A row as an array: {@code [1,"a",null]}. As JSON_ARRAY has it already, save for the quotes that fall away, so the lines
 * are written over the rows that they come from: a line is never longer than its row and the comma after it.
 */
final class ArrayLines extends LineFormat {
    private final CellForm[] forms;
    /** The columns whose cells may lose their quotes. */
    private final int[] typed;

    ArrayLines(CellForm[] forms) {
        this.forms = forms;
        this.typed = IntStream.range(0, forms.length)
                .filter(column -> forms[column] != CellForm.TEXT)
                .toArray();
    }

    @Override
    byte[] room(byte[] lines, int at, Row row, int left) {
        return row.bytes();
    }

    @Override
    int write(Row row, byte[] lines, int at) {
        int end = row.isCompact() ? writeRuns(row, lines, at) : writeCells(row, lines, at);
        lines[end] = '\n';
        return end + 1;
    }

    /** Copies the row from quote to falling quote; the whole row at once when none falls. */
    private int writeRuns(Row row, byte[] lines, int at) {
        byte[] source = row.bytes();
        int run = row.start();
        int written = at;
        for (int column : typed) {
            int start = row.start(column);
            int end = row.end(column);
            if (source[start] == '"' && forms[column].standsBare(source, start + 1, end - 1)) {
                written = copy(source, run, start, lines, written);
                written = copy(source, start + 1, end - 1, lines, written);
                run = end;
            }
        }
        return run == written ? row.end() : copy(source, run, row.end(), lines, written);
    }

    private int writeCells(Row row, byte[] lines, int at) {
        int written = at;
        lines[written++] = '[';
        for (int column = 0; column < forms.length; column++) {
            if (column > 0) {
                lines[written++] = ',';
            }
            written = writeCell(row, column, forms[column], lines, written);
        }
        lines[written++] = ']';
        return written;
    }
}
