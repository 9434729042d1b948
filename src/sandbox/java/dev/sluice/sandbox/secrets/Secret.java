package dev.sluice.sandbox.secrets;

import io.vertx.core.buffer.Buffer;
import java.time.Instant;

/** One value and when it was put. */
record Secret(Buffer value, Instant updatedAt) {
    @Override
    public String toString() {
        return "Secret[" + updatedAt + "]";
    }
}
