package dev.sluice.caller.jwt;

import dev.sluice.vault.SealedSecret;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

@Entity
@Table(name = "signing_key")
class SigningKeyRow {
    @Id
    String id;

    /** A JWK (RFC 7517). */
    String publicKey;

    String vaultKeyId;
    byte[] wrappedDataKey;
    byte[] ciphertext;
    Instant createdAt;

    SealedSecret sealed() {
        return new SealedSecret(vaultKeyId, wrappedDataKey, ciphertext);
    }
}
