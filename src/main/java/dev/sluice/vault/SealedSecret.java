package dev.sluice.vault;

import java.util.Arrays;

/**
 * A secret under envelope encryption, as it is stored.
 *
 * @param keyId which key-encryption key wraps the data key
 * @param wrappedDataKey the data key of this secret alone, encrypted
 * @param ciphertext the secret, encrypted under the data key
 */
public record SealedSecret(String keyId, byte[] wrappedDataKey, byte[] ciphertext) {

    @Override
    public boolean equals(Object other) {
        return other instanceof SealedSecret that
                && keyId.equals(that.keyId)
                && Arrays.equals(wrappedDataKey, that.wrappedDataKey)
                && Arrays.equals(ciphertext, that.ciphertext);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(ciphertext);
    }

    @Override
    public String toString() {
        return "SealedSecret[keyId=" + keyId + ", ***]";
    }
}
