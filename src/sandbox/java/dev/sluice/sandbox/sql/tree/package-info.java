/**
 * The syntax tree of a query, as DuckDB's own parser makes it. What may run is decided on this tree, and only text
 * printed from a tree that was looked through is ever executed.
 */
@NullMarked
package dev.sluice.sandbox.sql.tree;

import org.jspecify.annotations.NullMarked;
