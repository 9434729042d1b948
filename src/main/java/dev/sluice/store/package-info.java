/**
 * Database plumbing without tables of its own: sessions, migrations (db/migration), the feed of changes, and
 * the cache that keeps serving while the database is away. Uses only the floor.
 */
@NullMarked
package dev.sluice.store;

import org.jspecify.annotations.NullMarked;
