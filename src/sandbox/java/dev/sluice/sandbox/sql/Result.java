package dev.sluice.sandbox.sql;

import java.util.List;

/**
 * What a statement gave.
 *
 * @param chunks in order, empty when there are no rows
 * @param byteCount sum of the chunks' bytes
 * @param truncated whether a row or byte limit left rows out
 * @param hasResultSet false for statements such as CREATE TABLE, which have neither columns nor rows
 */
public record Result(
        List<Column> columns,
        List<Chunk> chunks,
        long rowCount,
        long byteCount,
        boolean truncated,
        boolean hasResultSet) {

    public Result {
        columns = List.copyOf(columns);
        chunks = List.copyOf(chunks);
    }

    static Result none() {
        return new Result(List.of(), List.of(), 0, 0, false, false);
    }
}
