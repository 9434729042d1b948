/** The gateways that share one database: that this one runs, and how many do. */
@NullMarked
package dev.sluice.replica;

import org.jspecify.annotations.NullMarked;
