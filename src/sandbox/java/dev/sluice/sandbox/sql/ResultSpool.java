package dev.sluice.sandbox.sql;

import dev.sluice.sandbox.sql.cell.ArrowRows;
import dev.sluice.sandbox.sql.cell.CsvRows;
import dev.sluice.sandbox.sql.cell.IntervalText;
import dev.sluice.sandbox.sql.cell.JsonRows;
import dev.sluice.sandbox.sql.cell.Projection;
import dev.sluice.sandbox.sql.cell.RowFormat;
import dev.sluice.sandbox.sql.type.Kind;
import dev.sluice.sandbox.sql.type.SparkType;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes a cursor's rows to chunk files, up to the limits. Only one row is held at a time (for Arrow, one batch). */
final class ResultSpool {
    private static final int LOOK_UP_EVERY = 1 << 10;

    private final Query query;
    private final Cancellation cancellation;
    private final List<Projection.ResultColumn> types;
    private final List<Chunk> chunks = new ArrayList<>();
    private final @Nullable String[] intervals;
    private long rows;
    private long bytes;
    private boolean truncated;

    ResultSpool(Query query, List<Projection.ResultColumn> types, Cancellation cancellation) {
        this.query = query;
        this.cancellation = cancellation;
        this.types = types;
        this.intervals = new @Nullable String[types.size()];
    }

    Result write(ResultSet cursor) throws SQLException, IOException {
        try (RowFormat format = format()) {
            boolean more = cursor.next();
            if (more) {
                lookAtIntervals(cursor);
            }
            while (more && !truncated) {
                if (query.rowLimit() != null && rows >= query.rowLimit()) {
                    truncated = true;
                } else {
                    more = chunk(cursor, format);
                }
            }
        }
        return new Result(columns(), chunks, rows, bytes, truncated, true);
    }

    /** Writes one chunk, beginning with the cursor's row; returns whether the cursor then stands on another row. */
    private boolean chunk(ResultSet cursor, RowFormat format) throws SQLException, IOException {
        Path file = query.spool().resolve("chunk-" + chunks.size());
        long most = query.rowLimit() == null ? Long.MAX_VALUE : query.rowLimit() - rows;
        long count = 0;
        boolean more;
        try (OutputStream out = Files.newOutputStream(file)) {
            format.begin(out);
            do {
                format.add(cursor);
                if ((++count & (LOOK_UP_EVERY - 1)) == 0) {
                    stopIfCancelled();
                }
                more = cursor.next();
            } while (more && count < most && format.size() < query.chunkBytes());
            format.end();
        }
        keep(new Chunk(chunks.size(), rows, count, Files.size(file), file));
        return more;
    }

    /** DuckDB takes no interrupt between two batches of a stream. */
    private void stopIfCancelled() throws SQLException {
        if (cancellation.isCancelled()) {
            throw new SQLException("Cancelled between two rows");
        }
    }

    /** A chunk that would go over the byte limit is left out whole, as Databricks does. */
    private void keep(Chunk chunk) throws IOException {
        if (query.byteLimit() != null && bytes + chunk.byteCount() > query.byteLimit()) {
            truncated = true;
            Files.delete(chunk.file());
            return;
        }
        chunks.add(chunk);
        rows += chunk.rowCount();
        bytes += chunk.byteCount();
    }

    private RowFormat format() {
        ZoneId zone = ZoneId.of(query.timeZone());
        return switch (query.format()) {
            case JSON_ARRAY -> new JsonRows(types, zone);
            case CSV -> new CsvRows(types, zone);
            case ARROW_STREAM -> new ArrowRows(types, zone);
        };
    }

    /** DuckDB has one interval type; the first value tells which of Databricks' two it is. */
    private void lookAtIntervals(ResultSet cursor) throws SQLException {
        for (int i = 0; i < intervals.length; i++) {
            if (types.get(i).type().kind() == Kind.INTERVAL) {
                byte[] text = cursor.getBytes(i + 1);
                intervals[i] =
                        text == null ? null : IntervalText.qualifier(new String(text, StandardCharsets.US_ASCII));
            }
        }
    }

    private List<Column> columns() {
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < types.size(); i++) {
            Projection.ResultColumn column = types.get(i);
            columns.add(
                    column.type().kind() == Kind.INTERVAL
                            ? interval(column.name(), i, intervals[i])
                            : column(column.name(), i, column.type()));
        }
        return columns;
    }

    static Column column(String name, int position, SparkType type) {
        boolean decimal = type.kind() == Kind.DECIMAL;
        return new Column(
                name,
                type.text(),
                type.kind().name(),
                position,
                decimal ? Integer.valueOf(type.precision()) : null,
                decimal ? Integer.valueOf(type.scale()) : null,
                null);
    }

    private static Column interval(String name, int position, @Nullable String seen) {
        String qualifier = seen == null ? IntervalText.DAY_TO_SECOND : seen;
        return new Column(name, "INTERVAL " + qualifier, Kind.INTERVAL.name(), position, null, null, qualifier);
    }
}
