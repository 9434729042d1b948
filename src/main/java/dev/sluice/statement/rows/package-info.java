/**
 * The row path: the bytes of a result's chunks become lines of NDJSON, without an object for any row or cell. Uses
 * nothing of the gateway.
 */
@NullMarked
package dev.sluice.statement.rows;

import org.jspecify.annotations.NullMarked;
