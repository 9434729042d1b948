package dev.sluice.vault;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Reads the configured keys, and tells what is wrong with them without showing any. */
public final class VaultKeys {
    static final int KEY_BYTES = 32;
    /** What development and tests use (application.properties). */
    private static final byte[] INSECURE_KEY = "sluice insecure development key!".getBytes(StandardCharsets.US_ASCII);

    private static final String REMEDY = "make one with `openssl rand -base64 32`";

    private VaultKeys() {}

    /** What keeps these keys from being used; empty if nothing does. */
    public static List<String> complaints(VaultConfig config) {
        if (config.keys().isEmpty()) {
            return List.of(
                    "no vault key: set sluice.vault.keys.<name> (environment SLUICE_VAULT_KEYS_<NAME>); " + REMEDY);
        }
        List<String> complaints = new ArrayList<>();
        config.keys().forEach((id, text) -> {
            if (decode(text).length != KEY_BYTES) {
                complaints.add("sluice.vault.keys." + id + " is not 32 bytes in base64; " + REMEDY);
            }
        });
        if (primary(config).isEmpty()) {
            complaints.add("sluice.vault.primary must name one of the vault keys "
                    + new TreeSet<>(config.keys().keySet()));
        }
        return complaints;
    }

    /** Whether a key that is printed in the source is among them, under whatever name. */
    public static boolean areKnownToEveryone(VaultConfig config) {
        return config.keys().values().stream().anyMatch(text -> Arrays.equals(decode(text), INSECURE_KEY));
    }

    /** The name of the sealing key, if it is among the keys. */
    static Optional<String> primary(VaultConfig config) {
        Map<String, String> keys = config.keys();
        if (config.primary().isEmpty() && keys.size() == 1) {
            return keys.keySet().stream().findFirst();
        }
        return config.primary().filter(keys::containsKey);
    }

    /** The key's bytes; none if the text is not base64. */
    static byte[] decode(String text) {
        try {
            return Base64.getDecoder().decode(text.strip());
        } catch (IllegalArgumentException notBase64) {
            return new byte[0];
        }
    }
}
