package dev.sluice.vault;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.AesGcmKey;
import com.google.crypto.tink.aead.AesGcmParameters;
import com.google.crypto.tink.util.SecretBytes;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The key-encryption keys, ready for use. */
final class KeyRing {
    private static final AesGcmParameters AES_256_GCM = parameters();

    private final String primary;
    private final Map<String, Aead> keys;

    private KeyRing(String primary, Map<String, Aead> keys) {
        this.primary = primary;
        this.keys = keys;
    }

    static KeyRing of(VaultConfig config) {
        List<String> complaints = VaultKeys.complaints(config);
        if (!complaints.isEmpty()) {
            throw new VaultException(String.join("; ", complaints));
        }
        Map<String, Aead> keys = config.keys().entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, key -> imported(key.getValue())));
        return new KeyRing(VaultKeys.primary(config).orElseThrow(), keys);
    }

    /** The name of the key that seals. */
    String primary() {
        return primary;
    }

    Aead get(String keyId) {
        @Nullable Aead key = keys.get(keyId);
        if (key == null) {
            throw new VaultException(
                    "The vault key \"" + keyId + "\" is not configured: add sluice.vault.keys." + keyId);
        }
        return key;
    }

    static Aead aead(KeysetHandle handle) throws GeneralSecurityException {
        return handle.getPrimitive(RegistryConfiguration.get(), Aead.class);
    }

    @AccessesPartialKey
    private static Aead imported(String text) {
        byte[] bytes = VaultKeys.decode(text);
        try {
            AesGcmKey key = AesGcmKey.builder()
                    .setParameters(AES_256_GCM)
                    .setKeyBytes(SecretBytes.copyFrom(bytes, InsecureSecretKeyAccess.get()))
                    .build();
            return aead(KeysetHandle.newBuilder()
                    .addEntry(KeysetHandle.importKey(key).withRandomId().makePrimary())
                    .build());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM is not available", e);
        }
    }

    private static AesGcmParameters parameters() {
        try {
            AeadConfig.register();
            return AesGcmParameters.builder()
                    .setKeySizeBytes(VaultKeys.KEY_BYTES)
                    .setIvSizeBytes(12)
                    .setTagSizeBytes(16)
                    .setVariant(AesGcmParameters.Variant.NO_PREFIX)
                    .build();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM is not available", e);
        }
    }
}
