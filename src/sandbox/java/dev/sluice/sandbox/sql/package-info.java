/** SQL as a warehouse runs it: Databricks' spelling, types, errors and grants over a DuckDB database. */
@NullMarked
package dev.sluice.sandbox.sql;

import org.jspecify.annotations.NullMarked;
