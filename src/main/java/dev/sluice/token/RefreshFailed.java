package dev.sluice.token;

import dev.sluice.fault.FaultCode;
import dev.sluice.id.AccountId;

/**
 * A token could not be minted: the first failure after a success. Fired as a CDI event; observers must not block.
 *
 * @param credentialVersion with which credentials; newer ones are not concerned
 * @param cause what went wrong, one sentence free of secrets
 */
public record RefreshFailed(AccountId account, long credentialVersion, FaultCode code, String cause) {}
