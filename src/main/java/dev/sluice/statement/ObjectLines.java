package dev.sluice.statement;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** A row as an object: <code>{"row":{"order_id":1,"name":"a"}}</code>. */
final class ObjectLines extends LineFormat {
    private static final byte[] OPEN = "{\"row\":{".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CLOSE = "}}\n".getBytes(StandardCharsets.US_ASCII);

    private static final int FIRST_GROWTH = 2;

    private final CellForm[] forms;
    /** What stands before each cell: its key, and the comma before that. */
    private final byte[][] keys;
    /** How much longer than its row a line can be. */
    private final int overhead;

    private long rowBytes;
    private long lineBytes;

    ObjectLines(CellForm[] forms, List<String> keys) {
        this.forms = forms;
        this.keys = new byte[forms.length][];
        for (int column = 0; column < forms.length; column++) {
            this.keys[column] = (column == 0 ? "" : ",")
                    .concat(quoted(keys.get(column)))
                    .concat(":")
                    .getBytes(StandardCharsets.UTF_8);
        }
        this.overhead = OPEN.length
                + CLOSE.length
                + Arrays.stream(this.keys).mapToInt(key -> key.length).sum();
    }

    /** Grows to what the bytes left will need, if their rows are like those so far. */
    @Override
    byte[] room(byte[] lines, int at, Row row, int left) {
        int needed = row.length() + overhead;
        if (at + needed <= lines.length) {
            return lines;
        }
        double growth = rowBytes == 0 ? FIRST_GROWTH : (double) lineBytes / rowBytes;
        return Arrays.copyOf(lines, at + Math.max(needed, (int) (left * growth) + overhead));
    }

    @Override
    int write(Row row, byte[] lines, int at) {
        int written = copy(OPEN, 0, OPEN.length, lines, at);
        for (int column = 0; column < forms.length; column++) {
            written = copy(keys[column], 0, keys[column].length, lines, written);
            written = writeCell(row, column, forms[column], lines, written);
        }
        written = copy(CLOSE, 0, CLOSE.length, lines, written);
        rowBytes += row.length();
        lineBytes += row.length() + overhead;
        return written;
    }

    private static String quoted(String key) {
        return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(key)) + '"';
    }
}
