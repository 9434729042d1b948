/** The Unity Catalog lists. */
@NullMarked
package dev.sluice.sandbox.catalog;

import org.jspecify.annotations.NullMarked;
