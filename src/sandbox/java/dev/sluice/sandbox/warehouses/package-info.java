/** SQL warehouses: states in time, rights, and their REST face. */
@NullMarked
package dev.sluice.sandbox.warehouses;

import org.jspecify.annotations.NullMarked;
