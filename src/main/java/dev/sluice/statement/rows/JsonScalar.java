package dev.sluice.statement.rows;

/** The grammar of JSON's numbers and literals (RFC 8259 §3, §6), on bytes; ranges are {@code [from, to)}, and eight bytes follow. */
final class JsonScalar {
    private static final int DOUBLE_SIGNIFICAND_BITS = 53;
    /** So many decimal digits always fit an unsigned long. */
    private static final int LONG_DIGITS = 19;
    /** So many decimal digits always fit the significand of a double. */
    private static final int DOUBLE_DIGITS = 15;

    private JsonScalar() {}

    static boolean isNumber(byte[] bytes, int from, int to) {
        return from < to && numberEnd(bytes, from, to) == to;
    }

    static boolean isBoolean(byte[] bytes, int from, int to) {
        return Words.isTrue(bytes, from, to) || Words.isFalse(bytes, from, to);
    }

    static boolean startsWith(byte[] bytes, int from, int to, String literal) {
        if (to - from < literal.length()) {
            return false;
        }
        for (int i = 0; i < literal.length(); i++) {
            if (bytes[from + i] != literal.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** An integer that every reader gets back whole, even one that keeps all numbers as doubles. */
    static boolean isExactInteger(byte[] bytes, int from, int to) {
        int digits = from < to && bytes[from] == '-' ? from + 1 : from;
        int count = to - digits;
        if (count < 1
                || count > LONG_DIGITS
                || bytes[digits] == '0' && count > 1
                || digitsEnd(bytes, digits, to) != to) {
            return false;
        }
        return count <= DOUBLE_DIGITS || fitsSignificand(bytes, digits, to);
    }

    private static boolean fitsSignificand(byte[] bytes, int from, int to) {
        long value = 0;
        for (int at = from; at < to; at++) {
            value = value * 10 + (bytes[at] - '0');
        }
        int bits = Long.SIZE - Long.numberOfLeadingZeros(value) - Long.numberOfTrailingZeros(value);
        return bits <= DOUBLE_SIGNIFICAND_BITS;
    }

    /** Where the longest number that begins at {@code from} ends; {@code from} if there is none. */
    private static int numberEnd(byte[] bytes, int from, int to) {
        int start = from < to && bytes[from] == '-' ? from + 1 : from;
        int end = start < to && bytes[start] == '0' ? start + 1 : digitsEnd(bytes, start, to);
        if (end == start) {
            return from;
        }
        return exponentEnd(bytes, fractionEnd(bytes, end, to), to);
    }

    private static int fractionEnd(byte[] bytes, int from, int to) {
        if (from == to || bytes[from] != '.') {
            return from;
        }
        int end = digitsEnd(bytes, from + 1, to);
        return end == from + 1 ? from : end;
    }

    private static int exponentEnd(byte[] bytes, int from, int to) {
        if (from == to || (bytes[from] | 0x20) != 'e') {
            return from;
        }
        int signed = from + 1;
        int digits = signed < to && (bytes[signed] == '-' || bytes[signed] == '+') ? signed + 1 : signed;
        int end = digitsEnd(bytes, digits, to);
        return end == digits ? from : end;
    }

    private static int digitsEnd(byte[] bytes, int from, int to) {
        int at = from;
        int digits = Words.digits(bytes, at);
        while (digits == Long.BYTES && at < to) {
            at += Long.BYTES;
            digits = Words.digits(bytes, at);
        }
        return Math.min(at + digits, to);
    }
}
