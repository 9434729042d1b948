/** A caller's own request to a workspace: may it go, what of it goes, and what comes back. Uses what {@code call} may. */
@NullMarked
package dev.sluice.call.forward;

import org.jspecify.annotations.NullMarked;
