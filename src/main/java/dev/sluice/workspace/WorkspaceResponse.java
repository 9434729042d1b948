package dev.sluice.workspace;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A whole answer of a workspace. Its body may hold customers' data: it is never logged.
 *
 * @param request what it answers
 * @param principal whom it was given to: the service principal's application id
 */
public record WorkspaceResponse(WorkspaceRequest request, String principal, int status, MultiMap headers, Buffer body) {
    public boolean succeeded() {
        return status >= 200 && status < 300;
    }

    /** The workspace's own id of the request, which its support asks for. */
    public @Nullable String requestId() {
        return headers.get("x-request-id");
    }

    /**
     * How long the workspace asks to wait (RFC 9110 §10.2.3, in whole seconds as Databricks gives it); null where it does
     * not, or not so that it can be read.
     */
    public @Nullable Duration retryAfter() {
        String header = headers.get("retry-after");
        return header == null || !header.matches("\\d{1,9}") ? null : Duration.ofSeconds(Long.parseLong(header));
    }

    /** Whether the body is a JSON object, by its first byte. */
    public boolean isJsonObject() {
        for (int i = 0; i < body.length(); i++) {
            byte b = body.getByte(i);
            if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
                return b == '{';
            }
        }
        return false;
    }

    @Override
    public String toString() {
        return "WorkspaceResponse[status=" + status + ", bytes=" + body.length() + "]";
    }
}
