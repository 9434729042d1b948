/** What can be wrong with a statement, in Databricks' words. */
@NullMarked
package dev.sluice.sandbox.sql.error;

import org.jspecify.annotations.NullMarked;
