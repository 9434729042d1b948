/** Event loops: which one a call goes on on. Uses nothing. */
@NullMarked
package dev.sluice.loop;

import org.jspecify.annotations.NullMarked;
