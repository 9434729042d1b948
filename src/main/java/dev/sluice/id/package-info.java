/** Identifiers: sortable, prefixed, typed. Uses nothing. */
@NullMarked
package dev.sluice.id;

import org.jspecify.annotations.NullMarked;
