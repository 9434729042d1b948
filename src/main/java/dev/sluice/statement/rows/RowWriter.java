package dev.sluice.statement.rows;

import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns the bytes of JSON_ARRAY chunks into NDJSON lines, whole rows only. One a stream; not thread-safe.
 *
 * <p>A chunk is an array of rows, each an array of strings and nulls, {@code [["1","a"],["2",null]]}, whether it comes as
 * a file behind an external link or as {@code data_array} (Databricks REST: statement execution, format JSON_ARRAY).
 * UTF-8 is copied, not checked. Memory is bounded by the slice and the largest row, so hand in big chunks by slices.
 */
public final class RowWriter {
    private static final int DEFAULT_MAX_ROW_BYTES = 32 << 20;
    private static final byte[] NOTHING = {};

    private final RowReader reader;
    private final LineFormat format;
    private final int maxRowBytes;
    /** The unread bytes, and those of the slice at hand; there is room after them for a block to be read whole. */
    private byte[] bytes = NOTHING;

    private int length;
    private long rowsToSkip;
    private @Nullable MalformedChunk flaw;

    private RowWriter(int columns, LineFormat format, int maxRowBytes) {
        this.reader = new RowReader(columns);
        this.format = format;
        this.maxRowBytes = maxRowBytes;
    }

    /** The writer of one stream; its rows may have {@code 32 MiB} each at the most. */
    public static RowWriter of(List<ResultColumn> columns, RowShape shape, NumberFormat numbers) {
        return of(columns, shape, numbers, DEFAULT_MAX_ROW_BYTES);
    }

    /** {@code maxRowBytes} bounds what is kept of a row that has not ended; a longer one makes its chunk malformed. */
    static RowWriter of(List<ResultColumn> columns, RowShape shape, NumberFormat numbers, int maxRowBytes) {
        return new RowWriter(columns.size(), LineFormat.of(columns, shape, numbers), maxRowBytes);
    }

    /** The next bytes begin a chunk, the same one again or another; its first {@code rowsToSkip} rows give no lines. */
    public void beginChunk(long rowsToSkip) {
        this.rowsToSkip = rowsToSkip;
        bytes = NOTHING;
        length = 0;
        flaw = null;
        reader.beginChunk();
    }

    /**
     * The lines of the rows that this slice finished; may be empty, never holds part of a row. Not to be appended to.
     *
     * @throws MalformedChunk at the call after the one that returned the last lines before the damage
     */
    public Buffer write(Buffer slice) throws MalformedChunk {
        refuseFlawed();
        append(slice);
        byte[] lines = NOTHING;
        int at = 0;
        try {
            while (reader.next()) {
                if (reader.rows() > rowsToSkip) {
                    Row row = reader.row();
                    lines = format.room(lines, at, row, length - row.start());
                    at = format.write(row, lines, at);
                }
            }
            dropRead();
        } catch (MalformedChunk malformed) {
            flaw = malformed;
        }
        return at == 0 ? Buffer.buffer() : Buffer.buffer(Unpooled.wrappedBuffer(lines, 0, at));
    }

    /**
     * The chunk's bytes are all written.
     *
     * @throws MalformedChunk if they are not one whole JSON array of rows
     */
    public void endChunk() throws MalformedChunk {
        refuseFlawed();
        if (!reader.isClosed()) {
            throw reader.malformed("the chunk ends before its array does");
        }
    }

    /** The whole rows of the chunk so far, skipped ones included. */
    public long rowsInChunk() {
        return reader.rows();
    }

    private void refuseFlawed() throws MalformedChunk {
        if (flaw != null) {
            throw flaw;
        }
    }

    /** A row that goes on over many slices makes the array double, so that no byte is copied often. */
    private void append(Buffer slice) {
        int end = length + slice.length();
        if (end + Words.BLOCK > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(end + Words.BLOCK, 2 * length));
        }
        slice.getBytes(0, slice.length(), bytes, length);
        length = end;
        reader.offer(bytes, length);
    }

    /** Lines may lie over what was read, so what was not moves to an array of its own. */
    private void dropRead() throws MalformedChunk {
        int read = reader.drop();
        if (read > 0) {
            bytes = Arrays.copyOfRange(bytes, read, length);
            length -= read;
        }
        if (length > maxRowBytes) {
            throw reader.malformed("it is larger than " + maxRowBytes + " bytes");
        }
    }
}
