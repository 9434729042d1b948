package dev.sluice.statement;

import dev.sluice.workspace.ResultBody;
import io.vertx.core.buffer.Buffer;
import java.util.function.Consumer;

/** One chunk's bytes, opened and not yet read. */
sealed interface ChunkBody {
    /** Starts the flow; one of {@code end} and {@code failure} follows the last {@code data}. */
    void read(Consumer<Buffer> data, Runnable end, Consumer<Throwable> failure);

    void pause();

    void resume();

    void cancel();

    /** Streams from the object store, held back by TCP while paused. */
    record Linked(ResultBody body) implements ChunkBody {
        @Override
        public void read(Consumer<Buffer> data, Runnable end, Consumer<Throwable> failure) {
            body.read(data, end, failure);
        }

        @Override
        public void pause() {
            body.pause();
        }

        @Override
        public void resume() {
            body.resume();
        }

        @Override
        public void cancel() {
            body.cancel();
        }
    }

    /** Rows that came inside an answer, handed on in slices. */
    final class Inline implements ChunkBody {
        private static final int SLICE = 64 * 1024;
        private final Buffer rows;
        private int position;
        private boolean paused;
        private boolean flowing;
        private boolean done;
        private Consumer<Buffer> data = slice -> {};
        private Runnable end = () -> {};

        Inline(Buffer rows) {
            this.rows = rows;
        }

        @Override
        public void read(Consumer<Buffer> data, Runnable end, Consumer<Throwable> failure) {
            this.data = data;
            this.end = end;
            flow();
        }

        @Override
        public void pause() {
            paused = true;
        }

        @Override
        public void resume() {
            paused = false;
            flow();
        }

        @Override
        public void cancel() {
            done = true;
        }

        private void flow() {
            if (flowing) {
                return;
            }
            flowing = true;
            while (!paused && !done && position < rows.length()) {
                int to = Math.min(position + SLICE, rows.length());
                Buffer slice = rows.slice(position, to);
                position = to;
                data.accept(slice);
            }
            flowing = false;
            if (!paused && !done) {
                done = true;
                end.run();
            }
        }
    }
}
