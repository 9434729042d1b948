package dev.sluice.call.run;

import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * What a run gives.
 *
 * @param data JSON object, at most {@link Answers#MOST_BYTES} long
 * @param statementId the statement that it started or asked for, if it did
 */
public record ToolResult(Buffer data, @Nullable String statementId) {
    static ToolResult of(Buffer data) {
        return new ToolResult(data, null);
    }

    @Override
    public String toString() {
        return "ToolResult[bytes=" + data.length() + "]";
    }
}
