package dev.sluice.sandbox.dbfs;

import dev.sluice.sandbox.http.Refusal;
import dev.sluice.sandbox.tree.TreePath;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Files on their way in, block by block. Databricks REST: a handle ends after ten minutes without a block. */
final class Uploads {
    private static final Duration IDLE = Duration.ofMinutes(10);

    private record Upload(TreePath path, Buffer content, Instant touched) {
        @Override
        public String toString() {
            return "Upload[" + path + "]";
        }
    }

    private final Map<Long, Upload> byHandle = new ConcurrentHashMap<>();
    private final AtomicLong handles = new AtomicLong(1_000_000_000_000L);
    private final Dbfs dbfs;
    private final InstantSource clock;

    Uploads(Dbfs dbfs, InstantSource clock) {
        this.dbfs = dbfs;
        this.clock = clock;
    }

    /** Puts an empty file in place, and gives the handle to fill it with. */
    long create(TreePath path, boolean overwrite) {
        dbfs.put(path, Buffer.buffer(), overwrite);
        long handle = handles.incrementAndGet();
        byHandle.put(handle, new Upload(path, Buffer.buffer(), clock.instant()));
        return handle;
    }

    void add(long handle, Buffer block) {
        Upload upload = get(handle);
        byHandle.put(handle, new Upload(upload.path, upload.content.appendBuffer(block), clock.instant()));
    }

    void close(long handle) {
        Upload upload = get(handle);
        byHandle.remove(handle);
        dbfs.put(upload.path, upload.content, true);
    }

    private Upload get(long handle) {
        @Nullable Upload upload = byHandle.get(handle);
        if (upload == null || upload.touched.plus(IDLE).isBefore(clock.instant())) {
            byHandle.remove(handle);
            throw Refusal.of(404, "RESOURCE_DOES_NOT_EXIST", "No stream exists with handle " + handle + ".");
        }
        return upload;
    }
}
