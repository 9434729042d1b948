/** The closed taxonomy of what can go wrong, and how each fault is told on every face. Uses nothing. */
@NullMarked
package dev.sluice.fault;

import org.jspecify.annotations.NullMarked;
