package dev.sluice.acceptance;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.locks.LockSupport;

/** Reads no faster than a given rate, like a client behind a slow line. */
final class ThrottledInput extends FilterInputStream {
    private static final int MOST_AT_ONCE = 16 * 1024;

    private final long bytesPerSecond;
    private final long start = System.nanoTime();
    private long taken;

    ThrottledInput(InputStream in, long bytesPerSecond) {
        super(in);
        this.bytesPerSecond = bytesPerSecond;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = super.read(buffer, offset, Math.min(length, MOST_AT_ONCE));
        taken += Math.max(0, read);
        long due = start + taken * 1_000_000_000L / bytesPerSecond;
        for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
            LockSupport.parkNanos(wait);
        }
        return read;
    }
}
