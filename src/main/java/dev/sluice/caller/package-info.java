/**
 * Who calls: environments, their API clients and API keys, the access tokens of {@code /oauth/token}, session
 * tokens, scopes and tool policies. All of it ends in a {@link dev.sluice.caller.Caller}. Uses store, vault (for the signing key) and the floor.
 */
@NullMarked
package dev.sluice.caller;

import org.jspecify.annotations.NullMarked;
