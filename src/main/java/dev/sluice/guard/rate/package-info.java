/** How many calls a second: token buckets, each for one guard. */
@NullMarked
package dev.sluice.guard.rate;

import org.jspecify.annotations.NullMarked;
