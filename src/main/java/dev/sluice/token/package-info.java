/**
 * M2M tokens: shared by all replicas through the database, one mint at a time, renewed ahead of expiry. Uses vault (for
 * the secret at the mint, and to seal tokens), store (the shared tokens), workspace (to speak) and the floor.
 */
@NullMarked
package dev.sluice.token;

import org.jspecify.annotations.NullMarked;
