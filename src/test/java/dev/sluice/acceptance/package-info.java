/** The running gateway, asked over HTTP, on a real PostgreSQL. */
@NullMarked
package dev.sluice.acceptance;

import org.jspecify.annotations.NullMarked;
