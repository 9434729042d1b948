package dev.sluice.statement.rows;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Looks at 64 bytes as eight longs, each byte a lane, and tells in which lanes something is so: bit {@code i} of an
 * answer stands for byte {@code at + i}.
 */
final class Words {
    static final int BLOCK = 64;
    /** How far {@link #copy} may read and write beyond the end. */
    static final int OVERSHOOT = 16;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long LOW_BITS = 0x7f7f7f7f7f7f7f7fL;
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long QUOTES = '"' * ONES;
    private static final long BACKSLASHES = '\\' * ONES;
    private static final long SPACES = ' ' * ONES;
    private static final long NULL = 0x6c6c756eL;
    private static final long TRUE = 0x65757274L;
    private static final long FALSE = 0x65736c6166L;
    /** Multiplying by this brings the lowest bit of every lane into the highest byte, in order. */
    private static final long GATHER = 0x0102040810204080L;

    private Words() {}

    static long quotes(byte[] bytes, int at) {
        return equalTo(QUOTES, bytes, at);
    }

    static long backslashes(byte[] bytes, int at) {
        return equalTo(BACKSLASHES, bytes, at);
    }

    static long controls(byte[] bytes, int at) {
        long found = 0;
        for (int word = 0; word < BLOCK; word += Long.BYTES) {
            // A control character has none of the three high bits.
            found |= zeroLanes((long) LONGS.get(bytes, at + word) & (0xe0 * ONES)) << word;
        }
        return found;
    }

    /** Whether a backslash or a control character is among the 64 bytes: rare, and cheaper to ask than where. */
    static boolean hasOddity(byte[] bytes, int at) {
        long found = 0;
        for (int word = 0; word < BLOCK; word += Long.BYTES) {
            long lanes = (long) LONGS.get(bytes, at + word);
            long slash = lanes ^ BACKSLASHES;
            found |= (slash - ONES) & ~slash | (lanes - SPACES) & ~lanes;
        }
        return (found & HIGH_BITS) != 0;
    }

    /** For each bit, whether an odd number of bits is set up to and with it: inside a string, given its quotes. */
    static long parity(long ones) {
        long bits = ones;
        for (int shift = 1; shift < Long.SIZE; shift <<= 1) {
            bits ^= bits << shift;
        }
        return bits;
    }

    /** How many of the eight bytes from {@code at} on are digits before the first that is none. */
    static int digits(byte[] bytes, int at) {
        long lanes = (long) LONGS.get(bytes, at) ^ ('0' * ONES);
        // Adding brings all above nine into the high bit; what spills over reaches later lanes only.
        long others = (lanes + (0x7f - 9) * ONES | lanes) & HIGH_BITS;
        return Long.numberOfTrailingZeros(others) / Byte.SIZE;
    }

    /** Whether {@code null} is at {@code from}, before {@code to}. */
    static boolean isNull(byte[] bytes, int from, int to) {
        return to - from >= 4 && (long) LONGS.get(bytes, from) << 32 == NULL << 32;
    }

    static boolean isTrue(byte[] bytes, int from, int to) {
        return to - from == 4 && (long) LONGS.get(bytes, from) << 32 == TRUE << 32;
    }

    static boolean isFalse(byte[] bytes, int from, int to) {
        return to - from == 5 && (long) LONGS.get(bytes, from) << 24 == FALSE << 24;
    }

    /**
     * Copies {@code [from, to)}, which is short as a rule, by whole words. Both arrays go on for {@link #OVERSHOOT} bytes;
     * those of the target are overwritten, so it must be another array. Returns the position after the copy.
     */
    static int copy(byte[] source, int from, int to, byte[] target, int at) {
        int length = to - from;
        LONGS.set(target, at, (long) LONGS.get(source, from));
        LONGS.set(target, at + Long.BYTES, (long) LONGS.get(source, from + Long.BYTES));
        if (length > OVERSHOOT) {
            System.arraycopy(source, from + OVERSHOOT, target, at + OVERSHOOT, length - OVERSHOOT);
        }
        return at + length;
    }

    private static long equalTo(long pattern, byte[] bytes, int at) {
        long found = 0;
        for (int word = 0; word < BLOCK; word += Long.BYTES) {
            found |= zeroLanes((long) LONGS.get(bytes, at + word) ^ pattern) << word;
        }
        return found;
    }

    /** Exact in every lane, unlike the shorter subtraction that lets a borrow spill over. */
    private static long zeroLanes(long lanes) {
        long high = ~((lanes & LOW_BITS) + LOW_BITS | lanes | LOW_BITS);
        return (high >>> 7) * GATHER >>> 56;
    }
}
