package dev.sluice.statement.rows;

import java.util.Arrays;

/**
 * What of a chunk lies outside its strings: the positions of those bytes, quotes left out, found 64 bytes at a time. So
 * between two neighbours lies one string, or nothing. Also the first place where a string is not what JSON allows.
 * Knows nothing of rows.
 */
final class Skeleton {
    /** Stands in for the positions beyond what is scanned. */
    static final int BEYOND = -1;

    private static final int LONGEST_ESCAPE = 6;

    private int[] positions = new int[4 * Words.BLOCK];
    private int count;
    private int scanned;
    /** All ones when the last byte scanned is of a string that goes on, else zero. */
    private long inside;
    /** One when the last byte scanned is the quote that ends a string. */
    private long closed;

    private boolean escaped;
    private int cutEscape;
    private int flaw;

    /** Begins anew with bytes that lie outside any string. */
    void reset() {
        count = 0;
        scanned = 0;
        inside = 0;
        closed = 0;
        escaped = false;
        cutEscape = BEYOND;
        flaw = Integer.MAX_VALUE;
        endWithBeyond();
    }

    /** The positions in order; {@link #BEYOND} follows the last. May be another array after a scan. */
    int[] positions() {
        return positions;
    }

    /** How far the bytes are scanned. */
    int scanned() {
        return scanned;
    }

    /** Where the first string that JSON forbids is broken; beyond all bytes if none is. */
    int flaw() {
        return flaw;
    }

    /**
     * Goes on with the bytes up to {@code to}, knowing those up to {@code limit}. The array is longer by 64 bytes at least,
     * of whatever content, so that whole blocks can be read.
     */
    void scan(byte[] bytes, int to, int limit) {
        if (cutEscape >= 0) {
            checkEscape(bytes, cutEscape, limit);
        }
        int at = scanned;
        for (; at + Words.BLOCK <= to; at += Words.BLOCK) {
            scanBlock(bytes, at, Words.BLOCK, limit);
        }
        if (at < to) {
            scanBlock(bytes, at, to - at, limit);
        }
        scanned = to;
        endWithBeyond();
    }

    /** Forgets the positions before {@code first}, and that many {@code bytes} at the front, which are taken away. */
    void drop(int first, int bytes) {
        count -= first;
        for (int i = 0; i < count; i++) {
            positions[i] = positions[first + i] - bytes;
        }
        scanned -= bytes;
        cutEscape = cutEscape < 0 ? BEYOND : cutEscape - bytes;
        endWithBeyond();
    }

    private void scanBlock(byte[] bytes, int at, int length, int limit) {
        int beyond = Words.BLOCK - length;
        long quotes = Words.quotes(bytes, at) & (-1L >>> beyond);
        boolean odd = escaped || Words.hasOddity(bytes, at);
        if (odd) {
            quotes = withoutEscaped(quotes, bytes, at, length, limit);
        }
        long strings = Words.parity(quotes) ^ inside;
        long closing = quotes & ~strings;
        long forbidden = (closing << 1 | closed) & quotes & strings;
        if (odd) {
            forbidden |= Words.controls(bytes, at) & strings & (-1L >>> beyond);
        }
        if (forbidden != 0) {
            flaw = Math.min(flaw, at + Long.numberOfTrailingZeros(forbidden));
        }
        inside = strings << beyond >> Words.BLOCK - 1;
        closed = closing << beyond >>> Words.BLOCK - 1;
        add(~(strings | quotes) & (-1L >>> beyond), at);
    }

    private void add(long found, int at) {
        if (count + Words.BLOCK + 8 > positions.length) {
            positions = Arrays.copyOf(positions, 2 * positions.length);
        }
        int next = count;
        count += Long.bitCount(found);
        long left = found;
        do {
            // Eight at a time, needed or not: cheaper than a branch for each that the processor cannot foresee.
            for (int i = 0; i < 8; i++) {
                positions[next + i] = at + Long.numberOfTrailingZeros(left);
                left &= left - 1;
            }
            next += 8;
        } while (left != 0);
    }

    private long withoutEscaped(long quotes, byte[] bytes, int at, int length, int limit) {
        long afterBackslash = escaped ? 1 : 0;
        long backslashes = Words.backslashes(bytes, at) & (-1L >>> (Words.BLOCK - length)) & ~afterBackslash;
        escaped = false;
        while (backslashes != 0) {
            int lane = Long.numberOfTrailingZeros(backslashes);
            checkEscape(bytes, at + lane, limit);
            afterBackslash |= 2L << lane;
            backslashes &= ~(3L << lane);
            escaped = lane == length - 1;
        }
        return quotes & ~afterBackslash;
    }

    /** An escape that the bytes at hand cut off is looked at again when there are more. */
    private void checkEscape(byte[] bytes, int backslash, int limit) {
        cutEscape = BEYOND;
        for (int at = backslash + 1; at < backslash + LONGEST_ESCAPE; at++) {
            if (at >= limit) {
                cutEscape = backslash;
                return;
            }
            boolean selector = at == backslash + 1;
            if (selector ? "\"\\/bfnrtu".indexOf(bytes[at]) < 0 : Character.digit(bytes[at], 16) < 0) {
                flaw = Math.min(flaw, backslash);
                return;
            }
            if (selector && bytes[at] != 'u') {
                return;
            }
        }
    }

    private void endWithBeyond() {
        positions[count] = BEYOND;
    }
}
