package dev.sluice.statement;

import dev.sluice.fault.Fault;
import org.jspecify.annotations.Nullable;

/** Hears, once, that a stream is over. */
public interface StreamEnd {
    /** @param cause why it ended before its last row; null where it did not */
    void over(@Nullable Fault cause);
}
