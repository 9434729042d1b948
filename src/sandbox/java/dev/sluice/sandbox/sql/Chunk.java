package dev.sluice.sandbox.sql;

import java.nio.file.Path;

/**
 * Consecutive rows of a result in a file of the query's spool folder.
 *
 * @param index counted from 0
 * @param rowOffset rows before it in the result
 * @param byteCount length of the file
 */
public record Chunk(int index, long rowOffset, long rowCount, long byteCount, Path file) {}
