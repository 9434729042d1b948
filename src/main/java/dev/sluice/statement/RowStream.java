package dev.sluice.statement;

import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;
import dev.sluice.fault.FaultException;
import dev.sluice.statement.ResultManifest.ChunkInfo;
import dev.sluice.statement.rows.MalformedChunk;
import dev.sluice.statement.rows.RowWriter;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * One result on its way from a workspace to a reader, as NDJSON lines. Chunks are read in order, at the reader's pace;
 * what broke on the way is fetched again from the row where it broke; a trailer always comes last. Lives on one event
 * loop.
 */
final class RowStream {
    // The next chunks are opened when the current one will be done within this time at the reader's pace.
    private static final long LEAD_NANOS = 2_000_000_000L;

    private final Vertx vertx;
    private final LineSink sink;
    private final StreamOptions options;
    private final ChunkOpener opener;
    private final ResultManifest manifest;
    private final StreamEnd end;
    private final RowWriter rows;
    private final ChunkPrefetch chunks;
    private final ChunkTries tries = new ChunkTries();
    private final int firstPosition;

    private int position;
    private long chunkStartedAt;
    private long rowsWritten;
    private long rowsToSkip;
    private @Nullable ChunkBody current;
    private @Nullable Cancellable reopening;
    private boolean closed;

    RowStream(
            Vertx vertx,
            LineSink sink,
            StreamOptions options,
            ChunkOpener opener,
            ResultManifest manifest,
            StreamEnd end) {
        this.vertx = vertx;
        this.sink = sink;
        this.options = options;
        this.opener = opener;
        this.manifest = manifest;
        this.end = end;
        this.rows = RowWriter.of(manifest.columns(), options.shape(), options.numbers());
        this.firstPosition = manifest.positionOf(options.rowOffset());
        this.position = firstPosition;
        this.chunks = new ChunkPrefetch(opener, manifest.chunks(), firstPosition);
    }

    void start() {
        nextChunk();
    }

    /** Gives the stream up: nothing more is fetched or written. */
    void cancel() {
        closed = true;
        chunks.cancel();
        if (current != null) {
            current.cancel();
        }
        if (reopening != null) {
            reopening.cancel();
        }
    }

    /** Ends the stream where it is. */
    void interrupt(Fault cause) {
        if (!closed) {
            fail(cause);
        }
    }

    private void nextChunk() {
        if (closed) {
            return;
        }
        if (position == manifest.chunks().size()) {
            finish();
            return;
        }
        tries.begin();
        rowsToSkip = position == firstPosition ? options.rowOffset() - chunk().rowOffset() : 0;
        chunks.take(this::read, this::retry);
    }

    private ChunkInfo chunk() {
        return manifest.chunks().get(position);
    }

    private void read(ChunkBody body) {
        if (closed) {
            body.cancel();
            return;
        }
        current = body;
        rows.beginChunk(rowsToSkip);
        if (sink.isFull()) {
            sink.onDrain(() -> begin(body));
        } else {
            begin(body);
        }
    }

    private void begin(ChunkBody body) {
        if (closed || body != current) {
            return;
        }
        chunkStartedAt = System.nanoTime();
        body.read(slice -> write(body, slice), () -> endChunk(body), cause -> breakOff(body, cause));
    }

    private void write(ChunkBody body, Buffer slice) {
        if (body != current) {
            return;
        }
        Buffer lines;
        try {
            lines = rows.write(slice);
        } catch (MalformedChunk malformed) {
            fail(broken("A result chunk is not what the workspace announced."));
            return;
        }
        lookAhead();
        if (lines.length() > 0) {
            sink.write(lines);
            if (sink.isFull()) {
                body.pause();
                sink.onDrain(body::resume);
            }
        }
    }

    private void lookAhead() {
        long done = rows.rowsInChunk();
        long left = chunk().rowCount() - done;
        double elapsed = System.nanoTime() - chunkStartedAt;
        if (elapsed * left <= (double) LEAD_NANOS * done) {
            chunks.fill();
        }
    }

    private void endChunk(ChunkBody body) {
        if (body != current) {
            return;
        }
        try {
            rows.endChunk();
        } catch (MalformedChunk cutShort) {
            breakOff(body, cutShort);
            return;
        }
        if (rows.rowsInChunk() != chunk().rowCount()) {
            fail(broken("A result chunk has another number of rows than the workspace announced."));
            return;
        }
        current = null;
        rowsWritten += chunk().rowCount() - skippedOfChunk();
        position++;
        nextChunk();
    }

    private long skippedOfChunk() {
        return position == firstPosition ? options.rowOffset() - chunk().rowOffset() : 0;
    }

    // Rows that were written stay written: the next try consumes them silently and goes on behind them.
    private void breakOff(ChunkBody body, Throwable cause) {
        if (body != current) {
            return;
        }
        current = null;
        long consumed = rows.rowsInChunk();
        if (consumed > rowsToSkip) {
            rowsToSkip = consumed;
            tries.begin();
        }
        retry(cause);
    }

    private void retry(Throwable cause) {
        if (closed) {
            return;
        }
        OptionalLong pause = tries.next(cause);
        if (pause.isEmpty()) {
            fail(faultOf(cause));
            return;
        }
        vertx.setTimer(pause.getAsLong(), timer -> {
            if (!closed) {
                reopening = opener.fresh(chunk().index()).subscribe().with(this::read, this::retry);
            }
        });
    }

    private static Fault faultOf(Throwable cause) {
        return cause instanceof FaultException told
                ? told.fault()
                : broken("The result's transfer broke again and again.");
    }

    private static Fault broken(String detail) {
        return Fault.of(FaultCode.RESULT_STREAM_BROKEN, detail, "Resume the stream at next_row_offset.");
    }

    private void finish() {
        if (nextRow() < manifest.totalRowCount()) {
            fail(broken("The workspace announced more rows than its chunks hold."));
            return;
        }
        closed = true;
        sink.write(ControlLine.end(rowsWritten, manifest.truncated()));
        end(null);
    }

    private void fail(Fault fault) {
        long next = nextRow();
        cancel();
        sink.write(ControlLine.error(fault.withStatementId(opener.statementId()), next));
        end(fault);
    }

    // Told first: the reader may be gone before the sink's end returns.
    private void end(@Nullable Fault cause) {
        end.over(cause);
        sink.end();
    }

    private long nextRow() {
        if (position < manifest.chunks().size()) {
            return chunk().rowOffset() + Math.max(rowsToSkip, current == null ? 0 : rows.rowsInChunk());
        }
        return Math.max(options.rowOffset(), manifest.end());
    }
}
