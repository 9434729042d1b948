package dev.sluice.statement.rows;

/**
 * Reads a chunk, an array of arrays, one row at a time, going from one byte outside the strings to the next and checking
 * each. Rows are read whole or not at all: one that the bytes at hand cut off is begun anew when there are more.
 */
final class RowReader {
    private enum Expected {
        ARRAY,
        ROW_OR_END,
        ROW,
        NOTHING
    }

    /** How far is scanned ahead of the rows: little enough to stay in the processor's nearest cache. */
    private static final int WINDOW = 4096;

    private final Skeleton skeleton = new Skeleton();
    private final Row row;
    private byte[] bytes = {};
    private int limit;
    /** The first byte that is not read for good. */
    private int position;
    /** Which of the skeleton's positions is read next. */
    private int next;

    private Expected expected = Expected.NOTHING;
    private long rows;

    RowReader(int columns) {
        this.row = new Row(columns);
    }

    void beginChunk() {
        skeleton.reset();
        expected = Expected.ARRAY;
        rows = 0;
        position = 0;
        next = 0;
    }

    /** The bytes to read on from, those of before and more; 64 bytes of any content follow them in the array. */
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

    /** Whether the array was closed and nothing but white space followed. */
    boolean isClosed() {
        return expected == Expected.NOTHING && position == limit;
    }

    /** Forgets what was read. Returns how many bytes that is; the ones to be offered next begin after them. */
    int drop() {
        int dropped = position;
        skeleton.drop(next, dropped);
        limit -= dropped;
        position = 0;
        next = 0;
        return dropped;
    }

    /** Moves to the next row. False when the bytes at hand, or the chunk, hold no further whole row. */
    boolean next() throws MalformedChunk {
        while (!nextOfScanned()) {
            if (skeleton.scanned() == limit) {
                return false;
            }
            scanOn();
        }
        return true;
    }

    /** A row larger than the window is read again from its start: seldom enough, as the window grows with it. */
    private void scanOn() {
        skeleton.drop(next, 0);
        next = 0;
        int scanned = skeleton.scanned();
        int window = Math.max(WINDOW, scanned - position);
        skeleton.scan(bytes, Math.min(limit, scanned + window), limit);
    }

    private boolean nextOfScanned() throws MalformedChunk {
        while (expected != Expected.ROW) {
            position = skipSpace(position);
            if (!isAt(position)) {
                return false;
            }
            begin(position);
        }
        int first = next;
        boolean found = nextRow();
        if (!found) {
            next = first;
        }
        return found;
    }

    MalformedChunk malformed(String problem) {
        return new MalformedChunk(rows + 1, problem);
    }

    private void require(boolean fulfilled, String otherwise) throws MalformedChunk {
        if (!fulfilled) {
            throw malformed(otherwise);
        }
    }

    /** Reads the bracket that opens the chunk, or the one that closes it before any row. */
    private void begin(int at) throws MalformedChunk {
        switch (expected) {
            case ARRAY -> {
                require(bytes[at] == '[', "the chunk is not a JSON array");
                expected = Expected.ROW_OR_END;
            }
            case ROW_OR_END -> expected = bytes[at] == ']' ? Expected.NOTHING : Expected.ROW;
            default -> throw malformed("something follows the closed array");
        }
        if (expected != Expected.ROW) {
            position = at + 1;
            next++;
        }
    }

    /** A row is whole when the byte that follows it, comma or closing bracket, is there too. */
    private boolean nextRow() throws MalformedChunk {
        int after = rowEnd();
        int read = after == Skeleton.BEYOND ? limit : after;
        require(
                skeleton.flaw() >= read,
                "a string holds a control character or an unknown escape, or is followed by another");
        if (after == Skeleton.BEYOND) {
            return false;
        }
        require(bytes[after] == ',' || bytes[after] == ']', "neither a comma nor the array's end follows it");
        expected = bytes[after] == ',' ? Expected.ROW : Expected.NOTHING;
        rows++;
        position = after + 1;
        next++;
        return true;
    }

    /** The position of what follows the row. */
    private int rowEnd() throws MalformedChunk {
        int start = pastSpace(position);
        if (start == Skeleton.BEYOND) {
            return Skeleton.BEYOND;
        }
        require(bytes[start] == '[', "a row must be an array");
        next++;
        row.begin(bytes, start);
        int close = row.columns() == 0 ? noCells(start + 1) : cells(start);
        if (close == Skeleton.BEYOND) {
            return Skeleton.BEYOND;
        }
        if (bytes[close] != ']') {
            throw malformed(miscount(row.columns(), bytes[close]));
        }
        next++;
        row.finish(close + 1);
        return pastSpace(close + 1);
    }

    private int noCells(int from) throws MalformedChunk {
        row.loosen();
        return pastSpace(from);
    }

    /** The position of what follows the row's last cell. */
    private int cells(int open) throws MalformedChunk {
        int[] positions = skeleton.positions();
        int last = row.columns() - 1;
        int before = open;
        for (int column = 0; ; column++) {
            int after = positions[next];
            if (after > before + 1) {
                row.cell(column, before + 1, after);
            } else {
                after = looseCell(column, before + 1);
            }
            if (after != Skeleton.BEYOND && bytes[after] <= ' ') {
                row.loosen();
                after = pastSpace(after);
            }
            if (after == Skeleton.BEYOND || column == last) {
                return after;
            }
            if (bytes[after] != ',') {
                throw malformed(miscount(column + 1, bytes[after]));
            }
            next++;
            before = after;
        }
    }

    /** A cell that is no string, or has white space before it. Returns the position of what follows. */
    private int looseCell(int column, int from) throws MalformedChunk {
        int start = skipSpace(from);
        if (start != from) {
            row.loosen();
        }
        int after = skeleton.positions()[next];
        if (after == start) {
            after = bareEnd(start);
        }
        row.cell(column, start, after);
        return after != Skeleton.BEYOND && isAt(after) ? after : Skeleton.BEYOND;
    }

    private int bareEnd(int start) throws MalformedChunk {
        int scanned = skeleton.scanned();
        if (Words.isNull(bytes, start, scanned)) {
            next += 4;
            return start + 4;
        }
        int end = JsonValue.end(bytes, start, scanned);
        require(end != JsonValue.NONE, "a cell is neither a string nor null nor another JSON value on one line");
        skipTo(end);
        return end;
    }

    private String miscount(int cells, byte follows) {
        return switch (follows) {
            case ']' -> "it has " + cells + " cells, and the result " + row.columns() + " columns";
            case ',' -> "it has more cells than the result has columns, " + row.columns();
            default -> "neither a comma nor the row's end follows a cell";
        };
    }

    /** Whether the next byte outside the strings is at {@code at}, where it must be; false if it is not known yet. */
    private boolean isAt(int at) throws MalformedChunk {
        int found = skeleton.positions()[next];
        require(found == at || found == Skeleton.BEYOND, "a string stands where none may");
        return found == at;
    }

    private int pastSpace(int from) throws MalformedChunk {
        int at = skipSpace(from);
        return isAt(at) ? at : Skeleton.BEYOND;
    }

    private int skipSpace(int from) {
        int[] positions = skeleton.positions();
        int at = from;
        while (positions[next] == at && isSpace(bytes[at])) {
            next++;
            at++;
        }
        return at;
    }

    private void skipTo(int at) {
        int[] positions = skeleton.positions();
        while (positions[next] != Skeleton.BEYOND && positions[next] < at) {
            next++;
        }
    }

    private static boolean isSpace(byte character) {
        return character <= ' ' && (character == ' ' || character == '\n' || character == '\r' || character == '\t');
    }
}
