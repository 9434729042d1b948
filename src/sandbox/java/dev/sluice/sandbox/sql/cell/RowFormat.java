package dev.sluice.sandbox.sql.cell;

import java.io.IOException;
import java.io.OutputStream;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Writes the rows of one result as chunks, one after the other. */
public interface RowFormat extends AutoCloseable {
    /** Begins a chunk. */
    void begin(OutputStream file) throws IOException;

    /** Adds the cursor's row to the chunk. */
    void add(ResultSet row) throws SQLException, IOException;

    /** Bytes of the chunk so far; for buffered rows an estimate. */
    long size();

    /** Ends the chunk; all of it is in the file after this. */
    void end() throws IOException;

    @Override
    default void close() {}
}
