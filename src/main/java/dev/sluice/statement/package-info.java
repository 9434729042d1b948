/**
 * SQL at one workspace: submit, poll, chunks, prefetch, rows to NDJSON, resume, cancel. Rows pass through as bytes: a
 * {@link dev.sluice.statement.RowWriter} turns the chunks of a result into lines without building an object for any row
 * or cell. May use {@code workspace}.
 */
@NullMarked
package dev.sluice.statement;

import org.jspecify.annotations.NullMarked;
