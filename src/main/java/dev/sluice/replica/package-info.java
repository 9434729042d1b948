/** The gateways that share one database: that this one runs, how many do, and what they tell each other. */
@NullMarked
package dev.sluice.replica;

import org.jspecify.annotations.NullMarked;
