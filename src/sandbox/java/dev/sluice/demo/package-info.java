/**
 * An installation of Sluice on one machine, for trying and testing it: PostgreSQL, the sandbox and the packaged gateway
 * as a child process. Speaks to the gateway over HTTP only, as any other program would, and uses none of its classes;
 * the sandbox knows nothing of this package.
 */
@NullMarked
package dev.sluice.demo;

import org.jspecify.annotations.NullMarked;
