package dev.sluice.statement;

import java.util.Arrays;

/**
 * The positions of the quotes that begin and end strings, found 64 bytes at a time; and the first place where a string
 * holds what JSON forbids. Knows nothing of rows: the reader walks from quote to quote.
 */
final class QuoteIndex {
    /** What {@link #at} answers for the quotes that are not found yet. */
    static final int NONE = -2;

    private static final int LONGEST_ESCAPE = 6;

    private int[] quotes = new int[4 * Words.BLOCK];
    private int count;
    private int scanned;
    private boolean escaped;
    private int cutEscape = NONE;
    private int flaw = Integer.MAX_VALUE;

    /** Begins anew with bytes that lie outside any string. */
    void reset() {
        count = 0;
        scanned = 0;
        escaped = false;
        cutEscape = NONE;
        flaw = Integer.MAX_VALUE;
        endWithNone();
    }

    /** The positions in order; at least two {@link #NONE} follow the last. Another array after each scan. */
    int[] positions() {
        return quotes;
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
     * Finds the quotes of the bytes up to {@code to}. The array goes on for 64 bytes at least, so that whole blocks can
     * be read; those past {@code limit} may hold anything.
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
        endWithNone();
    }

    /** Forgets the quotes before {@code first}, and the {@code bytes} at the front, which are taken away: all sound. */
    void drop(int first, int bytes) {
        int kept = count - first;
        for (int i = 0; i < kept; i++) {
            quotes[i] = quotes[first + i] - bytes;
        }
        count = kept;
        scanned -= bytes;
        cutEscape = cutEscape < 0 ? NONE : cutEscape - bytes;
        endWithNone();
    }

    private void scanBlock(byte[] bytes, int at, int length, int limit) {
        long found = Words.quotes(bytes, at) & (-1L >>> (Words.BLOCK - length));
        if (escaped || Words.hasOddity(bytes, at)) {
            found = withoutEscaped(found, bytes, at, length, limit);
            lookForControls(found, bytes, at, length);
        }
        if (count + Words.BLOCK + 2 > quotes.length) {
            quotes = Arrays.copyOf(quotes, 2 * quotes.length);
        }
        int[] positions = quotes;
        int next = count;
        while (found != 0) {
            positions[next++] = at + Long.numberOfTrailingZeros(found);
            found &= found - 1;
        }
        count = next;
    }

    private long withoutEscaped(long found, byte[] bytes, int at, int length, int limit) {
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
        return found & ~afterBackslash;
    }

    private void lookForControls(long found, byte[] bytes, int at, int length) {
        long controls = Words.controls(bytes, at) & (-1L >>> (Words.BLOCK - length));
        long insideBefore = -(count & 1L);
        long forbidden = controls & (Words.inside(found) ^ insideBefore);
        if (forbidden != 0) {
            flaw = Math.min(flaw, at + Long.numberOfTrailingZeros(forbidden));
        }
    }

    /** An escape that the bytes at hand cut off is looked at again when there are more. */
    private void checkEscape(byte[] bytes, int backslash, int limit) {
        cutEscape = NONE;
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

    private void endWithNone() {
        quotes[count] = NONE;
        quotes[count + 1] = NONE;
    }
}
