package dev.sluice.workspace;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import org.jspecify.annotations.Nullable;

/** The body of a request that is passed on. */
public sealed interface ForwardBody {
    /**
     * All of it: it can be sent again.
     *
     * @param content null for none
     */
    record Whole(@Nullable Buffer content) implements ForwardBody {
        @Override
        public String toString() {
            return "Whole[bytes=" + (content == null ? 0 : content.length()) + "]";
        }
    }

    /**
     * It goes on while it is sent, as fast as the workspace takes it; it can be sent once.
     *
     * @param begun what has come of it
     * @param rest what is to come, paused
     * @param length of all of it, in bytes; negative if that was not told
     */
    record Flowing(Buffer begun, ReadStream<Buffer> rest, long length) implements ForwardBody {
        @Override
        public String toString() {
            return "Flowing[length=" + length + "]";
        }
    }
}
