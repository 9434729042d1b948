/** Speak HTTP to one workspace and tell its faults apart. Knows no tenants; uses only the floor. */
@NullMarked
package dev.sluice.workspace;

import org.jspecify.annotations.NullMarked;
