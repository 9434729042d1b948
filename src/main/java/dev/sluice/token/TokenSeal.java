package dev.sluice.token;

import dev.sluice.vault.SealedSecret;
import dev.sluice.vault.Vault;
import dev.sluice.workspace.Authorization;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;

/** Seals tokens for the database. One opens for its account, credentials and host alone. */
@Singleton
final class TokenSeal {
    private final Vault vault;

    TokenSeal(Vault vault) {
        this.vault = vault;
    }

    SealedSecret seal(ServicePrincipal principal, String token) {
        return vault.seal(principal.account().value(), purpose(principal), token.getBytes(StandardCharsets.US_ASCII));
    }

    /** Fails with {@link dev.sluice.vault.VaultException} for another principal's token. */
    Authorization open(ServicePrincipal principal, SealedSecret sealed) {
        byte[] token = vault.open(principal.account().value(), purpose(principal), sealed);
        return Authorization.bearer(new String(token, StandardCharsets.US_ASCII));
    }

    private static String purpose(ServicePrincipal principal) {
        return "access_token\0" + principal.credentialVersion() + "\0" + principal.host();
    }
}
