/**
 * What Sluice promises, asked over HTTP on a real PostgreSQL: {@code *Test} of the gateway in this JVM, {@code *IT} of the
 * packaged program beside the sandbox.
 */
@NullMarked
package dev.sluice.acceptance;

import org.jspecify.annotations.NullMarked;
