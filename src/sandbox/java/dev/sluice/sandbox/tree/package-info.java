/** Directories and files in memory, by absolute path: the ground of workspace files and of DBFS. Knows no rights. */
@NullMarked
package dev.sluice.sandbox.tree;

import org.jspecify.annotations.NullMarked;
