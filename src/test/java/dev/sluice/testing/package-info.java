/** What several tests need: a real PostgreSQL, and short ways to ask the gateway for things. */
@NullMarked
package dev.sluice.testing;

import org.jspecify.annotations.NullMarked;
