package dev.sluice.token;

import dev.sluice.id.AccountId;
import dev.sluice.vault.SealedSecret;
import dev.sluice.workspace.WorkspaceHost;

/**
 * One account's credentials at one workspace, as one value: host, client id and sealed secret never travel apart.
 *
 * @param account whose credentials these are; the associated data that the secret is sealed with
 * @param credentialVersion grows with every change of the credentials
 * @param clientId the service principal's application id
 */
public record ServicePrincipal(
        AccountId account, long credentialVersion, WorkspaceHost host, String clientId, SealedSecret secret) {
    /** What the secret is sealed for; see {@link dev.sluice.vault.Vault#seal}. */
    public static final String SECRET_PURPOSE = "client_secret";
}
