package dev.sluice.statement;

import dev.sluice.statement.rows.ResultColumn;
import java.util.List;

/**
 * What a result consists of.
 *
 * @param chunks in order of their rows
 * @param truncated whether a row or byte limit cut the result
 */
record ResultManifest(List<ResultColumn> columns, List<ChunkInfo> chunks, long totalRowCount, boolean truncated) {
    /** One chunk's place in the result. */
    record ChunkInfo(int index, long rowOffset, long rowCount) {}

    /** The position in {@link #chunks} of the chunk that holds a row; {@code chunks.size()} when the row is past the end. */
    int positionOf(long row) {
        for (int i = 0; i < chunks.size(); i++) {
            ChunkInfo chunk = chunks.get(i);
            if (row < chunk.rowOffset() + chunk.rowCount()) {
                return i;
            }
        }
        return chunks.size();
    }

    /** The row behind the last chunk. */
    long end() {
        return chunks.isEmpty()
                ? 0
                : chunks.getLast().rowOffset() + chunks.getLast().rowCount();
    }
}
