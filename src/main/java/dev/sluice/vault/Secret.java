package dev.sluice.vault;

import java.nio.charset.StandardCharsets;

/** A secret in clear, on its short way between a request and the vault. Prints as stars. */
public final class Secret {
    private final String clear;

    private Secret(String clear) {
        this.clear = clear;
    }

    public static Secret of(String clear) {
        return new Secret(clear);
    }

    /** The secret itself. Whoever calls this must neither keep nor print it. */
    public String reveal() {
        return clear;
    }

    /** The secret as UTF-8, which is what is sealed. */
    public byte[] bytes() {
        return clear.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "***";
    }
}
