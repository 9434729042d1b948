/** Limits that all replicas keep together, in Redis; none of it is needed, and a call never waits for it for long. */
@NullMarked
package dev.sluice.guard.cluster;

import org.jspecify.annotations.NullMarked;
