package dev.sluice.demo;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;

/**
 * The secrets that the gateway's configuration holds.
 *
 * @param operatorToken lets its bearer administer environments and API clients
 * @param vaultKey the key-encryption key, 32 bytes in base64
 */
public record GatewayKeys(String operatorToken, String vaultKey) {
    public static GatewayKeys random() {
        SecureRandom random = new SecureRandom();
        byte[] token = new byte[32];
        byte[] key = new byte[32];
        random.nextBytes(token);
        random.nextBytes(key);
        return new GatewayKeys(
                HexFormat.of().formatHex(token), Base64.getEncoder().encodeToString(key));
    }

    /** As environment variables of the gateway. */
    public Map<String, String> environment() {
        return Map.of("SLUICE_OPERATOR_TOKEN", operatorToken, "SLUICE_VAULT_KEYS_DEMO", vaultKey);
    }

    @Override
    public String toString() {
        return "GatewayKeys[***]";
    }
}
