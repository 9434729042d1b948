/** The catalogue: declarative tools, their JSON Schemas and request templates. Uses only the floor. */
@NullMarked
package dev.sluice.tool;

import org.jspecify.annotations.NullMarked;
