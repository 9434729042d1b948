package dev.sluice.sandbox.files;

import java.util.concurrent.atomic.AtomicLong;

/** Numbers of objects: every other one is beyond 2^53 and odd, so that a reader of doubles gets it wrong. */
final class ObjectIds {
    private static final long BEYOND_DOUBLES = 1L << 53;
    private static final long SMALL = 1_200_000_000_000_000L;
    private final AtomicLong count = new AtomicLong();

    long next() {
        long number = count.incrementAndGet();
        return (number % 2 == 0 ? SMALL : BEYOND_DOUBLES) + number;
    }
}
