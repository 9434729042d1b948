package dev.sluice.statement;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Looks at 64 bytes as eight longs, each byte a lane, and tells in which lanes something is so: bit {@code i} of an
 * answer stands for byte {@code at + i}.
 */
final class Words {
    static final int BLOCK = 64;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long LOW_BITS = 0x7f7f7f7f7f7f7f7fL;
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long QUOTES = '"' * ONES;
    private static final long BACKSLASHES = '\\' * ONES;
    private static final long SPACES = ' ' * ONES;
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
    static long inside(long quotes) {
        long bits = quotes;
        for (int shift = 1; shift < Long.SIZE; shift <<= 1) {
            bits ^= bits << shift;
        }
        return bits;
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
