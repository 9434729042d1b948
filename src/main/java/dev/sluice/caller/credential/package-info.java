/** What callers prove themselves with, as texts: how they are made and how they are kept. Uses nothing. */
@NullMarked
package dev.sluice.caller.credential;

import org.jspecify.annotations.NullMarked;
