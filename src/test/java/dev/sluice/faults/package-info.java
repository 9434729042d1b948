/**
 * The fault suite (docs/reliability.md): packaged gateways on one database, with sandbox workspaces behind TCP proxies
 * that break connections as told. Every case says what callers may see. Uses no class of the gateway.
 */
@NullMarked
package dev.sluice.faults;

import org.jspecify.annotations.NullMarked;
