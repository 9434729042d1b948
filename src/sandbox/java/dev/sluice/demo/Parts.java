package dev.sluice.demo;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * What was started so far, closed in the opposite order. One part that fails to close keeps no other from closing; a
 * part that comes after the closing is closed at once.
 */
final class Parts implements AutoCloseable {
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private volatile boolean closed;

    synchronized <T extends AutoCloseable> T add(T part) {
        parts.push(part);
        if (closed) {
            close();
            throw new IllegalStateException("Stopped while starting.");
        }
        return part;
    }

    /** Whether the closing has begun. */
    boolean isClosed() {
        return closed;
    }

    @Override
    public synchronized void close() {
        closed = true;
        RuntimeException failure = null;
        while (!parts.isEmpty()) {
            failure = close(parts.pop(), failure);
        }
        if (failure != null) {
            throw failure;
        }
    }

    private static @Nullable RuntimeException close(AutoCloseable part, @Nullable RuntimeException earlier) {
        try {
            part.close();
            return earlier;
        } catch (Exception e) {
            RuntimeException failure =
                    earlier == null ? new IllegalStateException("A part did not close.", e) : earlier;
            if (earlier != null) {
                failure.addSuppressed(e);
            }
            return failure;
        }
    }
}
