package dev.sluice.caller;

import java.security.SecureRandom;
import java.util.Base64;

/** Makes credentials: a prefix that secret scanners can match, and 256 random bits. */
final class Credential {
    static final String API_KEY = "slk_";
    static final String CLIENT_SECRET = "sls_";

    private static final SecureRandom RANDOM = new SecureRandom();

    private Credential() {}

    static String next(String prefix) {
        byte[] bits = new byte[32];
        RANDOM.nextBytes(bits);
        return prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
    }
}
