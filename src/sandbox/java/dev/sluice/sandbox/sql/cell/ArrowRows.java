package dev.sluice.sandbox.sql.cell;

import dev.sluice.sandbox.sql.type.SparkType;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowStreamWriter;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/** ARROW_STREAM: a chunk is one Arrow IPC stream. */
public final class ArrowRows implements RowFormat {
    private static final int BATCH_ROWS = 4096;
    /** Rows are buffered as vectors; until they are written a cell counts as this many bytes. */
    private static final int CELL_ESTIMATE = 8;

    private final List<Projection.ResultColumn> columns;
    private final BufferAllocator allocator = new RootAllocator();
    private final VectorSchemaRoot root;
    private final ArrowCells cells;
    private @Nullable ArrowStreamWriter writer;
    private int buffered;

    public ArrowRows(List<Projection.ResultColumn> columns, ZoneId zone) {
        this.columns = columns;
        this.root = VectorSchemaRoot.create(
                new Schema(columns.stream()
                        .map(column -> ArrowTypes.field(column.name(), column.type(), zone))
                        .toList()),
                allocator);
        this.cells = new ArrowCells();
    }

    @Override
    public void begin(OutputStream file) throws IOException {
        writer = new ArrowStreamWriter(root, null, Channels.newChannel(file));
        writer.start();
    }

    @Override
    public void add(ResultSet row) throws SQLException, IOException {
        for (int i = 0; i < columns.size(); i++) {
            SparkType type = columns.get(i).type();
            FieldVector vector = root.getVector(i);
            cells.set(vector, buffered, type, cells.read(row, i + 1, type));
        }
        if (++buffered == BATCH_ROWS) {
            flush();
        }
    }

    @Override
    public long size() {
        long written = writer == null ? 0 : writer.bytesWritten();
        return written + (long) buffered * columns.size() * CELL_ESTIMATE;
    }

    @Override
    public void end() throws IOException {
        flush();
        if (writer != null) {
            writer.end();
        }
    }

    @Override
    public void close() {
        root.close();
        allocator.close();
    }

    private void flush() throws IOException {
        if (buffered > 0 && writer != null) {
            root.setRowCount(buffered);
            writer.writeBatch();
            root.allocateNew();
            buffered = 0;
        }
    }
}
