/** Calls with effects: a repeated one gets the first answer, on whichever replica it arrives. */
@NullMarked
package dev.sluice.repeat;

import org.jspecify.annotations.NullMarked;
