package dev.sluice.statement;

import dev.sluice.fault.Fault;
import io.vertx.core.buffer.Buffer;

/** Where a stream's lines go: a response that a caller reads at its own pace. Used on one event loop. */
public interface LineSink {
    /** Writes whole lines; never blocks. */
    void write(Buffer lines);

    /** Whether the reader is behind; the stream then waits for {@link #onDrain}. */
    boolean isFull();

    /** Calls back once, when the reader has caught up. */
    void onDrain(Runnable resume);

    /** Refuses the call with a fault: nothing has been written. */
    void reject(Fault fault);

    /** Ends the response after its trailer. */
    void end();
}
