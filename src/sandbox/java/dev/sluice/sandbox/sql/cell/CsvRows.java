package dev.sluice.sandbox.sql.cell;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.List;

/** CSV as RFC 4180 has it; the first chunk begins with the column names, NULL is an empty field without quotes. */
public final class CsvRows implements RowFormat {
    private static final int DRAIN_AT = 1 << 16;

    private final List<Projection.ResultColumn> columns;
    private final CellText[] cells;
    private final Bytes bytes = new Bytes();
    private OutputStream file = OutputStream.nullOutputStream();
    private long drained;
    private boolean headed;

    public CsvRows(List<Projection.ResultColumn> columns, ZoneId zone) {
        this.columns = columns;
        cells = columns.stream()
                .map(column -> CellText.of(column.type(), zone, Bytes::csvText))
                .toArray(CellText[]::new);
    }

    @Override
    public void begin(OutputStream file) {
        this.file = file;
        drained = 0;
        if (!headed) {
            headed = true;
            for (int i = 0; i < columns.size(); i++) {
                bytes.ascii(i == 0 ? "" : ",");
                bytes.csvText(columns.get(i).name().getBytes(StandardCharsets.UTF_8));
            }
            bytes.ascii("\r\n");
        }
    }

    @Override
    public void add(ResultSet row) throws SQLException, IOException {
        for (int i = 0; i < cells.length; i++) {
            if (i > 0) {
                bytes.add(',');
            }
            int start = bytes.length();
            if (!cells[i].write(row, i + 1, bytes)) {
                bytes.truncate(start);
            }
        }
        bytes.ascii("\r\n");
        if (bytes.length() >= DRAIN_AT) {
            drain();
        }
    }

    @Override
    public long size() {
        return drained + bytes.length();
    }

    @Override
    public void end() throws IOException {
        drain();
    }

    private void drain() throws IOException {
        drained += bytes.length();
        bytes.drainTo(file);
    }
}
