package dev.sluice.token;

import dev.sluice.id.AccountId;

/**
 * A workspace refused a service principal twice, apart in time. Fired as a CDI event; observers must not block.
 *
 * @param credentialVersion which credentials were refused; newer ones are not concerned
 * @param cause what the workspace said, free of secrets
 */
public record CredentialsRejected(AccountId account, long credentialVersion, String cause) {}
