package dev.sluice.event.webhook;

import dev.sluice.vault.SealedSecret;
import dev.sluice.vault.Vault;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "webhook")
class WebhookRow {
    private static final String PURPOSE = "webhook_secret";

    /** For how long a secret that was rotated away signs beside the new one. */
    private static final Duration OVERLAP = Duration.ofHours(24);

    @Id
    String id;

    String environmentId;
    String url;
    /** Separated by spaces; all if empty. */
    String types;

    boolean enabled;

    @Nullable
    String disabledCause;

    String vaultKeyId;
    byte[] wrappedDataKey;
    byte[] ciphertext;

    @Nullable
    String priorVaultKeyId;

    byte @Nullable [] priorWrappedDataKey;
    byte @Nullable [] priorCiphertext;

    @Nullable
    Instant priorUntil;

    @Nullable
    Instant failingSince;

    Instant createdAt;
    Instant updatedAt;

    /** Takes a secret that signs from now on alone. */
    void seal(SigningSecret secret, Vault vault) {
        SealedSecret sealed = vault.seal(id, PURPOSE, secret.bytes());
        vaultKeyId = sealed.keyId();
        wrappedDataKey = sealed.wrappedDataKey();
        ciphertext = sealed.ciphertext();
    }

    /** Takes a new secret; the one before signs too for a while. */
    void rotate(SigningSecret secret, Vault vault, Instant now) {
        priorVaultKeyId = vaultKeyId;
        priorWrappedDataKey = wrappedDataKey;
        priorCiphertext = ciphertext;
        priorUntil = now.plus(OVERLAP);
        updatedAt = now;
        seal(secret, vault);
    }

    /** The secrets to sign with now, the newest first. */
    List<SigningSecret> secrets(Vault vault, Instant now) {
        List<SigningSecret> secrets = new ArrayList<>(2);
        secrets.add(opened(vault, new SealedSecret(vaultKeyId, wrappedDataKey, ciphertext)));
        if (priorVaultKeyId != null
                && priorWrappedDataKey != null
                && priorCiphertext != null
                && priorUntil != null
                && now.isBefore(priorUntil)) {
            secrets.add(opened(vault, new SealedSecret(priorVaultKeyId, priorWrappedDataKey, priorCiphertext)));
        }
        return secrets;
    }

    private SigningSecret opened(Vault vault, SealedSecret sealed) {
        return new SigningSecret(vault.open(id, PURPOSE, sealed));
    }

    Webhook value() {
        return new Webhook(
                id,
                url,
                types.isEmpty() ? List.of() : List.of(types.split(" ")),
                enabled,
                disabledCause,
                priorUntil,
                createdAt,
                updatedAt);
    }
}
