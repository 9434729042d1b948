package dev.sluice.statement;

import dev.sluice.statement.ResultManifest.ChunkInfo;
import io.smallrye.mutiny.subscription.Cancellable;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Opens the next chunks before their turn, in order. An opened chunk waits paused: the way to the object store is paid
 * ahead, while its bytes stay there, so memory does not grow with the result.
 */
final class ChunkPrefetch {
    private static final int AHEAD = 2;

    private final ChunkOpener opener;
    private final List<ChunkInfo> chunks;
    private final Deque<Slot> ahead = new ArrayDeque<>();
    private @Nullable Slot taken;
    private int next;

    ChunkPrefetch(ChunkOpener opener, List<ChunkInfo> chunks, int first) {
        this.opener = opener;
        this.chunks = chunks;
        this.next = first;
    }

    /** Hands over the next chunk in order, once it is open. */
    void take(Consumer<ChunkBody> opened, Consumer<Throwable> failed) {
        Slot slot = ahead.isEmpty() ? new Slot(chunks.get(next++).index()) : ahead.remove();
        taken = slot;
        slot.handOver(opened, failed);
    }

    /** Opens the next chunks: to be called when their turn comes soon, since an opened chunk holds a connection. */
    void fill() {
        while (ahead.size() < AHEAD && next < chunks.size()) {
            ahead.add(new Slot(chunks.get(next++).index()));
        }
    }

    void cancel() {
        if (taken != null) {
            taken.stopOpening();
        }
        ahead.forEach(Slot::cancel);
        ahead.clear();
        next = chunks.size();
    }

    /** A chunk being opened, opened, or failed, until somebody takes it. */
    private final class Slot {
        private final Cancellable opening;
        private @Nullable ChunkBody body;
        private @Nullable Throwable failure;
        private @Nullable Consumer<ChunkBody> onOpened;
        private @Nullable Consumer<Throwable> onFailed;
        private boolean cancelled;

        Slot(int index) {
            opening = opener.open(index).subscribe().with(this::opened, this::failed);
        }

        private void opened(ChunkBody chunk) {
            if (cancelled) {
                chunk.cancel();
            } else if (onOpened != null) {
                onOpened.accept(chunk);
            } else {
                body = chunk;
            }
        }

        private void failed(Throwable cause) {
            if (onFailed != null) {
                onFailed.accept(cause);
            } else {
                failure = cause;
            }
        }

        void handOver(Consumer<ChunkBody> opened, Consumer<Throwable> failed) {
            if (body != null) {
                opened.accept(body);
            } else if (failure != null) {
                failed.accept(failure);
            } else {
                onOpened = opened;
                onFailed = failed;
            }
        }

        void stopOpening() {
            cancelled = true;
            opening.cancel();
        }

        void cancel() {
            stopOpening();
            if (body != null) {
                body.cancel();
            }
        }
    }
}
