/**
 * A Databricks workspace that runs on a laptop: plain Vert.x over DuckDB. Knows nothing of the gateway, so that an
 * error in our reading of Databricks cannot mirror itself.
 */
@NullMarked
package dev.sluice.sandbox;

import org.jspecify.annotations.NullMarked;
