package dev.sluice.id;

import java.security.SecureRandom;
import java.time.InstantSource;

/**
 * Makes identifiers that sort by their time of birth: a prefix, then 48 bits of milliseconds and 80 random bits as 26
 * characters of Crockford's base 32 in lower case (the layout of a ULID).
 */
public final class SortableId {
    private static final char[] ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz".toCharArray();
    private static final SecureRandom RANDOM = new SecureRandom();

    private SortableId() {}

    public static String next(String prefix) {
        return next(prefix, InstantSource.system());
    }

    static String next(String prefix, InstantSource clock) {
        byte[] random = new byte[10];
        RANDOM.nextBytes(random);
        long high = 0;
        long low = 0;
        for (int i = 0; i < 5; i++) {
            high = high << 8 | (random[i] & 0xff);
            low = low << 8 | (random[i + 5] & 0xff);
        }
        StringBuilder id = new StringBuilder(prefix.length() + 26).append(prefix);
        append(id, clock.millis(), 10);
        append(id, high, 8);
        return append(id, low, 8).toString();
    }

    private static StringBuilder append(StringBuilder id, long bits, int digits) {
        for (int shift = 5 * (digits - 1); shift >= 0; shift -= 5) {
            id.append(ALPHABET[(int) (bits >>> shift) & 31]);
        }
        return id;
    }
}
