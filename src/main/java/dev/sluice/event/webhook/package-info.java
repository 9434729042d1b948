/**
 * Webhooks: events delivered, signed, to addresses that an environment names; at least once, by whichever replica gets
 * to it. Uses event, caller, vault, store and the floor.
 */
@NullMarked
package dev.sluice.event.webhook;

import org.jspecify.annotations.NullMarked;
