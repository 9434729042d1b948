package dev.sluice.caller.credential;

import java.security.SecureRandom;
import java.util.Base64;

/** Makes credentials: a prefix that secret scanners can match, and 256 random bits. */
public final class Credential {
    /** The prefix of an API key. */
    public static final String API_KEY = "slk_";
    /** The prefix of an API client's secret. */
    public static final String CLIENT_SECRET = "sls_";

    private static final SecureRandom RANDOM = new SecureRandom();

    private Credential() {}

    /** A new credential with this prefix. */
    public static String next(String prefix) {
        byte[] bits = new byte[32];
        RANDOM.nextBytes(bits);
        return prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
    }
}
