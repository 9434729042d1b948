/**
 * What happened in an environment, in one table, and the feed of it; {@code event.webhook} delivers the same. Uses
 * caller, vault, store and the floor.
 */
@NullMarked
package dev.sluice.event;

import org.jspecify.annotations.NullMarked;
