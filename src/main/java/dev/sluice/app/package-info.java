/** Start, readiness, drain, and the start-up checks that refuse an unsafe production configuration. May use anything. */
@NullMarked
package dev.sluice.app;

import org.jspecify.annotations.NullMarked;
