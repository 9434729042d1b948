package dev.sluice.statement.rows;

/**
 * A row as an array of the texts that came, {@code ["1","a",null]}: as JSON_ARRAY has it already, so the lines are
 * written over the rows that they come from. A line is never longer than its row and the comma after it.
 */
final class TextLines extends LineFormat {
    TextLines() {
        super(1);
    }

    @Override
    byte[] room(byte[] lines, int at, Row row, int left) {
        return row.bytes();
    }

    @Override
    int writeLine(Row row, byte[] lines, int at) {
        int end = row.isCompact() ? move(row.start(), row.end(), lines, at) : squeeze(row, lines, at);
        lines[end] = '\n';
        return end + 1;
    }

    private static int squeeze(Row row, byte[] lines, int at) {
        int end = at;
        lines[end++] = '[';
        for (int column = 0; column < row.columns(); column++) {
            if (column > 0) {
                lines[end++] = ',';
            }
            end = move(row.start(column), row.end(column), lines, end);
        }
        lines[end++] = ']';
        return end;
    }

    private static int move(int from, int to, byte[] lines, int at) {
        if (from != at) {
            System.arraycopy(lines, from, lines, at, to - from);
        }
        return at + to - from;
    }
}
