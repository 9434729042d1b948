package dev.sluice.workspace;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;

/**
 * A request that is passed on as a caller made it.
 *
 * @param path absolute path with query, encoded, and found to lead nowhere else
 * @param headers those that may travel; none that frames the body, names a host or proves who asks
 */
public record ForwardRequest(HttpMethod method, String path, MultiMap headers, ForwardBody body, ForwardLimits limits) {
    /** Whether it changes nothing, by its method (RFC 9110 §9.2.1). */
    boolean isSafe() {
        return method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD);
    }

    /** The request as it is judged by: sent once, since whoever made it repeats it. */
    public WorkspaceRequest head() {
        Duration sending = body instanceof ForwardBody.Flowing ? limits.total() : Duration.ZERO;
        return new WorkspaceRequest(method, path, "", null, limits.patience(), isSafe(), null, sending, true);
    }

    @Override
    public String toString() {
        return "ForwardRequest[" + method + ", " + body + "]";
    }
}
