package dev.sluice.id;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;

/**
 * Makes identifiers that sort by their time of birth: a prefix, then 48 bits of milliseconds and 80 random bits as 26
 * characters of Crockford's base 32 in lower case (the layout of a ULID).
 */
public final class SortableId {
    private static final char[] ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz".toCharArray();
    private static final int CHARACTERS = 26;
    private static final int TIME_CHARACTERS = 10;
    // Of the 48 bits of milliseconds.
    private static final long LAST_SECOND = (1L << 48) / 1000 - 1;
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
        StringBuilder id = new StringBuilder(prefix.length() + CHARACTERS).append(prefix);
        append(id, clock.millis(), TIME_CHARACTERS);
        append(id, high, 8);
        return append(id, low, 8).toString();
    }

    /** When an identifier was born, to the millisecond. */
    public static Instant time(String id) {
        long millis = 0;
        int begin = id.length() - CHARACTERS;
        for (int i = begin; i < begin + TIME_CHARACTERS; i++) {
            millis = millis << 5 | Arrays.binarySearch(ALPHABET, id.charAt(i));
        }
        return Instant.ofEpochMilli(millis);
    }

    /** What sorts before all identifiers that are born at a time or later, and behind all others. */
    public static String first(String prefix, Instant time) {
        long millis = Math.clamp(time.getEpochSecond(), 0, LAST_SECOND) * 1000 + time.getNano() / 1_000_000;
        return append(new StringBuilder(prefix), millis, TIME_CHARACTERS).toString();
    }

    private static StringBuilder append(StringBuilder id, long bits, int digits) {
        for (int shift = 5 * (digits - 1); shift >= 0; shift -= 5) {
            id.append(ALPHABET[(int) (bits >>> shift) & 31]);
        }
        return id;
    }
}
