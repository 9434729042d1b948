package dev.sluice.sandbox.sql.cell;

import java.io.IOException;
import java.io.OutputStream;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.List;

/** JSON_ARRAY: a chunk is one array of arrays, every cell a string or null. */
public final class JsonRows implements RowFormat {
    private static final int DRAIN_AT = 1 << 16;

    private final CellText[] cells;
    private final Bytes bytes = new Bytes();
    private OutputStream file = OutputStream.nullOutputStream();
    private long drained;
    private boolean empty;

    public JsonRows(List<Projection.ResultColumn> columns, ZoneId zone) {
        cells = columns.stream()
                .map(column -> CellText.of(column.type(), zone, Bytes::jsonText))
                .toArray(CellText[]::new);
    }

    @Override
    public void begin(OutputStream file) {
        this.file = file;
        drained = 0;
        empty = true;
        bytes.add('[');
    }

    @Override
    public void add(ResultSet row) throws SQLException, IOException {
        if (!empty) {
            bytes.add(',');
        }
        empty = false;
        bytes.add('[');
        for (int i = 0; i < cells.length; i++) {
            if (i > 0) {
                bytes.add(',');
            }
            int start = bytes.length();
            bytes.add('"');
            if (cells[i].write(row, i + 1, bytes)) {
                bytes.add('"');
            } else {
                bytes.truncate(start);
                bytes.ascii("null");
            }
        }
        bytes.add(']');
        drain(DRAIN_AT);
    }

    @Override
    public long size() {
        return drained + bytes.length();
    }

    @Override
    public void end() throws IOException {
        bytes.add(']');
        drain(0);
    }

    private void drain(int atLeast) throws IOException {
        if (bytes.length() >= atLeast) {
            drained += bytes.length();
            bytes.drainTo(file);
        }
    }
}
