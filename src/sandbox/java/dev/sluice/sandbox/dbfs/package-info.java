/** The Databricks file system: one tree of files that all principals share, read and written in blocks of 1 MB. */
@NullMarked
package dev.sluice.sandbox.dbfs;

import org.jspecify.annotations.NullMarked;
