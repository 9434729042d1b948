/** Rows of DuckDB's cursor as the bytes of a result: cell texts, and the three formats around them. */
@NullMarked
package dev.sluice.sandbox.sql.cell;

import org.jspecify.annotations.NullMarked;
