/** The corridor: one straight way from a caller's request to a workspace's answer. */
@NullMarked
package dev.sluice.call;

import org.jspecify.annotations.NullMarked;
