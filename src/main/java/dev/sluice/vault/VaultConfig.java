package dev.sluice.vault;

import io.smallrye.config.ConfigMapping;
import java.util.Map;
import java.util.Optional;

/** The key-encryption keys. */
@ConfigMapping(prefix = "sluice.vault")
public interface VaultConfig {

    /**
     * Key-encryption keys by name, each 32 bytes in base64, such as {@code openssl rand -base64 32} prints. Keep a
     * retired key here for as long as anything is sealed under it.
     */
    Map<String, String> keys();

    /** The name of the key that seals new secrets. May be left out while there is one key only. */
    Optional<String> primary();
}
