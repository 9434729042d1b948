/**
 * Secrets at rest: envelope encryption by Tink, under key-encryption keys from the configuration. Whatever is sealed
 * opens only for the owner and the purpose it was sealed for. Uses only the floor.
 */
@NullMarked
package dev.sluice.vault;

import org.jspecify.annotations.NullMarked;
