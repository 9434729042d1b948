/**
 * Admission to one workspace: who may call now, who waits, who is turned away. One guard stands for all accounts of a
 * workspace that share their limits. Uses workspace and the floor.
 */
@NullMarked
package dev.sluice.guard;

import org.jspecify.annotations.NullMarked;
