/** Every tool of the catalogue, called through the gateway against the sandbox. */
@NullMarked
package dev.sluice.acceptance.tools;

import org.jspecify.annotations.NullMarked;
