package dev.sluice.statement.rows;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** A row as an object: <code>{"row":{"order_id":1,"name":"a"}}</code>. */
final class ObjectLines extends LineFormat {
    private static final String OPEN = "{\"row\":{";
    private static final byte[] CLOSE = bytes("}}\n");

    private final CellForm[] forms;
    /** What stands before each cell: its key, after a comma or the line's beginning. */
    private final byte[][] before;

    private final int[] beforeLengths;

    ObjectLines(CellForm[] forms, List<String> keys) {
        this(forms, before(keys));
    }

    private ObjectLines(CellForm[] forms, byte[][] before) {
        super(OPEN.length()
                + CLOSE.length
                + Arrays.stream(before).mapToInt(text -> text.length).sum());
        this.forms = forms;
        this.before = Arrays.stream(before)
                .map(text -> Arrays.copyOf(text, text.length + Words.OVERSHOOT))
                .toArray(byte[][]::new);
        this.beforeLengths = Arrays.stream(before).mapToInt(text -> text.length).toArray();
    }

    private static byte[][] before(List<String> keys) {
        byte[][] before = new byte[keys.size()][];
        for (int column = 0; column < before.length; column++) {
            String key = new String(JsonStringEncoder.getInstance().quoteAsString(keys.get(column)));
            before[column] = bytes((column == 0 ? OPEN : ",") + '"' + key + "\":");
        }
        return before;
    }

    @Override
    int writeLine(Row row, byte[] lines, int at) {
        int end = at;
        if (forms.length == 0) {
            end = append(bytes(OPEN), lines, end);
        }
        for (int column = 0; column < forms.length; column++) {
            end = Words.copy(before[column], 0, beforeLengths[column], lines, end);
            end = writeCell(row, column, forms[column], lines, end);
        }
        return append(CLOSE, lines, end);
    }

    private static int append(byte[] text, byte[] lines, int at) {
        System.arraycopy(text, 0, lines, at, text.length);
        return at + text.length;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
