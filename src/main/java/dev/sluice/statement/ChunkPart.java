package dev.sluice.statement;

import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.time.Instant;
import java.util.Map;

/** What an answer says of one chunk: the rows themselves, or where they lie. */
sealed interface ChunkPart {
    int chunkIndex();

    /** The chunk's {@code data_array}, as bytes of JSON. */
    record Inline(int chunkIndex, Buffer rows) implements ChunkPart {}

    /** A pre-signed link; it is a secret while it lives. */
    record Link(int chunkIndex, URI uri, Map<String, String> headers, Instant expiration) implements ChunkPart {
        @Override
        public String toString() {
            return "Link[chunkIndex=" + chunkIndex + "]";
        }
    }
}
