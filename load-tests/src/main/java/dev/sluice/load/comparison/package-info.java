/**
 * What a call and a stream through Sluice cost in CPU time, beside peers that do far less, whose configurations lie in
 * {@code load-tests/peers}. Linux only. Uses the product from outside, by its packaged jar and its REST API.
 */
@NullMarked
package dev.sluice.load.comparison;

import org.jspecify.annotations.NullMarked;
