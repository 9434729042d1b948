/** Databricks' data types, and their names in DuckDB. */
@NullMarked
package dev.sluice.sandbox.sql.type;

import org.jspecify.annotations.NullMarked;
