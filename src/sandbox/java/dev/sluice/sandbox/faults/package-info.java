/** What a test asks to go wrong: rules that match a route, a few times, and the ways an answer can be spoiled. */
@NullMarked
package dev.sluice.sandbox.faults;

import org.jspecify.annotations.NullMarked;
