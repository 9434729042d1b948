package dev.sluice.statement;

/**
 * Reads a chunk, an array of arrays, one row at a time and checks every byte between the strings on the way. Rows are
 * read whole or not at all: one that the bytes at hand cut off is begun anew when there are more.
 */
final class RowReader {
    private enum Expected {
        ARRAY,
        ROW_OR_END,
        ROW,
        NOTHING
    }

    private static final int INCOMPLETE = -1;

    private final QuoteIndex index;
    private final Row row;
    private byte[] bytes = {};
    private int limit;
    private int position;
    private int quote;
    private Expected expected = Expected.NOTHING;
    private long rows;

    RowReader(QuoteIndex index, int columns) {
        this.index = index;
        this.row = new Row(columns);
    }

    void beginChunk() {
        expected = Expected.ARRAY;
        rows = 0;
        position = 0;
        quote = 0;
    }

    /** The bytes to read on from: those of before, and more. A zero byte follows the last. */
    void offer(byte[] source, int length) {
        bytes = source;
        limit = length;
    }

    /** The row that the last {@link #next} found. */
    Row row() {
        return row;
    }

    /** How many rows of the chunk were found. */
    long rows() {
        return rows;
    }

    /** The first byte that is not read yet. */
    int position() {
        return position;
    }

    boolean isClosed() {
        return expected == Expected.NOTHING;
    }

    /** Forgets what was read. Returns how many bytes that is; the ones to be offered next begin after them. */
    int drop() {
        int dropped = position;
        index.drop(quote, dropped);
        position = 0;
        quote = 0;
        return dropped;
    }

    /** Moves to the next row. False when the bytes scanned so far, or the chunk, hold no further whole row. */
    boolean next() throws MalformedChunk {
        while (true) {
            position = pastSpace(position);
            if (position == limit) {
                return false;
            }
            switch (expected) {
                case ARRAY -> {
                    require('[', "the chunk is not a JSON array");
                    expected = Expected.ROW_OR_END;
                }
                case ROW_OR_END -> {
                    if (bytes[position] == ']') {
                        position++;
                        expected = Expected.NOTHING;
                    } else {
                        expected = Expected.ROW;
                    }
                }
                case ROW -> {
                    return nextRow();
                }
                case NOTHING -> throw malformed("something follows the closed array");
            }
        }
    }

    MalformedChunk malformed(String problem) {
        return new MalformedChunk(rows + 1, problem);
    }

    private void require(char wanted, String problem) throws MalformedChunk {
        if (bytes[position] != wanted) {
            throw malformed(problem);
        }
        position++;
    }

    /** A row is whole when the byte that follows it, comma or closing bracket, is there too. */
    private boolean nextRow() throws MalformedChunk {
        int start = position;
        if (bytes[start] != '[') {
            throw malformed("a row must be an array");
        }
        row.begin(bytes, start);
        int cursor = quote;
        int end = cells();
        int after = end == INCOMPLETE ? limit : pastSpace(end);
        if (index.flaw() < after) {
            throw malformed("a string holds a control character or an escape that JSON does not know");
        }
        if (after == limit) {
            quote = cursor;
            return false;
        }
        if (bytes[after] != ',' && bytes[after] != ']') {
            throw malformed("neither a comma nor the array's end follows it");
        }
        expected = bytes[after] == ',' ? Expected.ROW : Expected.NOTHING;
        row.finish(end);
        rows++;
        position = after + 1;
        return true;
    }

    /** The position after the row's closing bracket. */
    private int cells() throws MalformedChunk {
        int at = row.start() + 1;
        int last = row.columns() - 1;
        if (last < 0) {
            return emptyRow(at);
        }
        for (int column = 0; ; column++) {
            at = cell(column, at);
            if (at == INCOMPLETE) {
                return INCOMPLETE;
            }
            byte separator = bytes[at];
            if (separator != ',' && separator != ']') {
                row.loosen();
                at = pastSpace(at);
                separator = bytes[at];
            }
            if (at >= limit) {
                return INCOMPLETE;
            }
            at++;
            if (separator == ',' && column < last) {
                continue;
            }
            if (separator == ']' && column == last) {
                return at;
            }
            throw malformed(
                    separator == ',' || separator == ']'
                            ? "the number of cells is not that of the columns, " + row.columns()
                            : "neither a comma nor the row's end follows a cell");
        }
    }

    private int emptyRow(int from) throws MalformedChunk {
        int at = pastSpace(from);
        if (at == limit) {
            return INCOMPLETE;
        }
        if (bytes[at] != ']') {
            throw malformed("it has a cell, and the result has no columns");
        }
        row.loosen();
        return at + 1;
    }

    private int cell(int column, int from) throws MalformedChunk {
        int start = from;
        if (bytes[from] != '"' && bytes[from] != 'n') {
            start = pastSpace(from);
            if (start != from) {
                row.loosen();
            }
        }
        int end = bytes[start] == '"' ? stringEnd() : bareEnd(start);
        row.cell(column, start, end);
        return end;
    }

    private int stringEnd() {
        int[] quotes = index.positions();
        int close = quotes[quote + 1];
        if (close < 0) {
            return INCOMPLETE;
        }
        quote += 2;
        return close + 1;
    }

    private int bareEnd(int from) throws MalformedChunk {
        if (from == limit) {
            return INCOMPLETE;
        }
        if (bytes[from] == 'n') {
            int end = JsonValue.literalEnd(bytes, from, limit, "null");
            if (end == JsonValue.NONE) {
                throw malformed("a cell is neither a string nor null nor another JSON value");
            }
            return end;
        }
        int end = JsonValue.end(bytes, from, index.scanned());
        if (end == JsonValue.NONE) {
            throw malformed("a cell is neither a string nor null nor another JSON value");
        }
        int[] quotes = index.positions();
        while (quotes[quote] >= 0 && quotes[quote] < end) {
            quote++;
        }
        return end;
    }

    private int pastSpace(int from) {
        int at = from;
        while (bytes[at] == ' ' || bytes[at] == '\n' || bytes[at] == '\r' || bytes[at] == '\t') {
            at++;
        }
        return at;
    }
}
