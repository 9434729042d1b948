/**
 * Access tokens: the key pairs that sign them, how they are issued, and how they are verified once and then remembered.
 * Knows claims, not callers. Uses store, vault and the floor.
 */
@NullMarked
package dev.sluice.caller.jwt;

import org.jspecify.annotations.NullMarked;
