/** What may be limited at a workspace, and where each limit comes from: account, connection or gateway. */
@NullMarked
package dev.sluice.guard.limit;

import org.jspecify.annotations.NullMarked;
