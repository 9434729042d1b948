package dev.sluice.statement.rows;

import java.util.stream.IntStream;

/** A row as an array of which some cells lose their quotes: {@code [1,"a",null]}. */
final class ArrayLines extends LineFormat {
    private final CellForm[] forms;
    /** The columns whose cells may lose their quotes. */
    private final int[] typed;

    ArrayLines(CellForm[] forms) {
        super(1);
        this.forms = forms;
        this.typed = IntStream.range(0, forms.length)
                .filter(column -> forms[column] != CellForm.TEXT)
                .toArray();
    }

    @Override
    int writeLine(Row row, byte[] lines, int at) {
        int end = row.isCompact() ? writeRuns(row, lines, at) : writeCells(row, lines, at);
        lines[end] = '\n';
        return end + 1;
    }

    /** Copies what lies between one lost quote and the next at once. */
    private int writeRuns(Row row, byte[] lines, int at) {
        byte[] bytes = row.bytes();
        int run = row.start();
        int end = at;
        for (int column : typed) {
            int quote = row.start(column);
            int after = row.end(column);
            if (bytes[quote] == '"' && forms[column].standsBare(bytes, quote + 1, after - 1)) {
                end = Words.copy(bytes, run, quote, lines, end);
                end = Words.copy(bytes, quote + 1, after - 1, lines, end);
                run = after;
            }
        }
        return Words.copy(bytes, run, row.end(), lines, end);
    }

    private int writeCells(Row row, byte[] lines, int at) {
        int end = at;
        for (int column = 0; column < forms.length; column++) {
            lines[end] = (byte) (column == 0 ? '[' : ',');
            end = writeCell(row, column, forms[column], lines, end + 1);
        }
        lines[end] = ']';
        return end + 1;
    }
}
