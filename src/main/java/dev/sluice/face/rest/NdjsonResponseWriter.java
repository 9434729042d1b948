package dev.sluice.face.rest;

import dev.sluice.fault.Fault;
import dev.sluice.statement.LineSink;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;

/** Writes a stream's lines to an HTTP response, at the pace at which the caller reads. */
final class NdjsonResponseWriter implements LineSink {
    private static final int QUEUE_BYTES = 256 * 1024;

    private final HttpServerResponse response;
    private final String executionId;
    private Future<Void> written = Future.succeededFuture();

    NdjsonResponseWriter(HttpServerResponse response, String executionId) {
        this.response = response.setWriteQueueMaxSize(QUEUE_BYTES);
        this.executionId = executionId;
    }

    @Override
    public void write(Buffer lines) {
        if (response.closed()) {
            return;
        }
        if (!response.headWritten()) {
            response.setChunked(true)
                    .putHeader("Content-Type", "application/x-ndjson")
                    .putHeader("Cache-Control", "no-store")
                    .putHeader("Sluice-Execution-Id", executionId);
        }
        written = response.write(lines);
    }

    @Override
    public boolean isFull() {
        return response.writeQueueFull();
    }

    @Override
    public void onDrain(Runnable resume) {
        response.drainHandler(drained -> resume.run());
    }

    @Override
    public void reject(Fault fault) {
        ProblemWriter.write(response, fault, executionId);
    }

    /** Ends the response once all is with the network: a gateway that stops waits for responses that have not ended. */
    @Override
    public void end() {
        if (written.isComplete()) {
            finish();
        } else {
            written.onComplete(done -> finish());
        }
    }

    private void finish() {
        if (!response.closed()) {
            response.end();
        }
    }
}
