/**
 * SQL at one workspace: submit, poll, chunks, prefetch, resume, cancel. The rows themselves pass through
 * {@link dev.sluice.statement.rows}. May use {@code workspace}.
 */
@NullMarked
package dev.sluice.statement;

import org.jspecify.annotations.NullMarked;
