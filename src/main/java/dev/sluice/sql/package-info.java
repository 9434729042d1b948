/**
 * What a Databricks SQL text does, found by parsing it with Apache Spark's own grammar: does it only read, or can it
 * change anything. Judges nobody: who may run what is decided elsewhere. Uses only the floor.
 */
@NullMarked
package dev.sluice.sql;

import org.jspecify.annotations.NullMarked;
