/** Names of metrics in one place, with bounded label sets: never an account, a host or a caller. */
@NullMarked
package dev.sluice.telemetry;

import org.jspecify.annotations.NullMarked;
