/**
 * One record a tool call: who called what, for whom, and how it ended; nothing of what was asked or answered. Written off
 * the call's way, read within an environment.
 */
@NullMarked
package dev.sluice.audit;

import org.jspecify.annotations.NullMarked;
