package dev.sluice.vault;

import java.io.Serial;

/** A secret that cannot be opened: altered, moved to another owner, or sealed under a key that is not configured. */
public final class VaultException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    VaultException(String message) {
        super(message);
    }
}
