package dev.sluice.call;

import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * What an agent gets.
 *
 * @param data the workspace's own JSON object
 * @param repeatOf the execution whose answer this is, where the call was a repeat and did not run
 */
public record ToolAnswer(Buffer data, @Nullable String repeatOf) {
    @Override
    public String toString() {
        return "ToolAnswer[bytes=" + data.length() + "]";
    }
}
