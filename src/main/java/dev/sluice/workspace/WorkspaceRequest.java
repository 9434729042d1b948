package dev.sluice.workspace;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One request to a workspace.
 *
 * @param method HTTP method
 * @param path absolute path with query, already encoded
 * @param contentType of the body, {@code application/json} as a rule
 * @param body the whole body, or null
 * @param patience how long the workspace itself was asked to wait before it answers, added to the first-byte time-out
 * @param repeatable whether sending it twice does no harm
 * @param firstByte the first-byte time-out; null for the gateway's
 * @param sending how long its body may take to be sent, added to the total time-out
 * @param once whether it is sent no second time whatever comes of it: who asked decides on that
 */
public record WorkspaceRequest(
        HttpMethod method,
        String path,
        String contentType,
        @Nullable Buffer body,
        Duration patience,
        boolean repeatable,
        @Nullable Duration firstByte,
        Duration sending,
        boolean once) {
    private static final String JSON = "application/json";

    public WorkspaceRequest(
            HttpMethod method,
            String path,
            String contentType,
            @Nullable Buffer body,
            Duration patience,
            boolean repeatable) {
        this(method, path, contentType, body, patience, repeatable, null, Duration.ZERO, false);
    }

    public static WorkspaceRequest get(String path) {
        return new WorkspaceRequest(HttpMethod.GET, path, JSON, null, Duration.ZERO, true);
    }

    /** A POST whose effect is the same however often it arrives, such as a cancel or a start. */
    public static WorkspaceRequest repeatablePost(String path, Buffer body) {
        return new WorkspaceRequest(HttpMethod.POST, path, JSON, body, Duration.ZERO, true);
    }

    /** A POST that must reach the workspace at most once. */
    public static WorkspaceRequest post(String path, Buffer body, Duration patience) {
        return new WorkspaceRequest(HttpMethod.POST, path, JSON, body, patience, false);
    }

    /** A form, as OAuth token endpoints take it. */
    public static WorkspaceRequest form(String path, String form) {
        return new WorkspaceRequest(
                HttpMethod.POST, path, "application/x-www-form-urlencoded", Buffer.buffer(form), Duration.ZERO, true);
    }

    /** The same with a first-byte time-out of its own. */
    public WorkspaceRequest withFirstByte(Duration time) {
        return new WorkspaceRequest(method, path, contentType, body, patience, repeatable, time, sending, once);
    }
}
