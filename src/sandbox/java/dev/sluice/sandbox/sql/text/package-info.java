/**
 * The text of a statement: cut into tokens, read by a cursor where a command has a small grammar of its own, and
 * respelled for DuckDB's parser where it is a query or an expression. Nothing here decides what may run.
 */
@NullMarked
package dev.sluice.sandbox.sql.text;

import org.jspecify.annotations.NullMarked;
