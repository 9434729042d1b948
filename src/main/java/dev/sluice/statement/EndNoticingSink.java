package dev.sluice.statement;

import dev.sluice.fault.Fault;
import io.vertx.core.buffer.Buffer;

/** A sink whose end somebody else wants to know of. */
final class EndNoticingSink implements LineSink {
    private final LineSink sink;
    private final Runnable ended;

    EndNoticingSink(LineSink sink, Runnable ended) {
        this.sink = sink;
        this.ended = ended;
    }

    @Override
    public void write(Buffer lines) {
        sink.write(lines);
    }

    @Override
    public boolean isFull() {
        return sink.isFull();
    }

    @Override
    public void onDrain(Runnable resume) {
        sink.onDrain(resume);
    }

    @Override
    public void reject(Fault fault) {
        sink.reject(fault);
    }

    @Override
    public void end() {
        // First: a reader may be gone before this returns.
        ended.run();
        sink.end();
    }
}
