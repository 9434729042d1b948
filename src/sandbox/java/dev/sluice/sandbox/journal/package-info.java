/** What the workspace saw: counters cheap enough for bursts, and the latest requests. */
@NullMarked
package dev.sluice.sandbox.journal;

import org.jspecify.annotations.NullMarked;
