/** {@code /proxy} and the workspace door: callers' own requests to workspaces, streamed both ways. Decides nothing. */
@NullMarked
package dev.sluice.face.proxy;

import org.jspecify.annotations.NullMarked;
