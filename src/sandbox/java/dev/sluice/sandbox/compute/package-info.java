/** Clusters: states in time, their configuration, and their REST face. */
@NullMarked
package dev.sluice.sandbox.compute;

import org.jspecify.annotations.NullMarked;
