package dev.sluice.call.forward;

import dev.sluice.account.AccountSelector;
import dev.sluice.caller.Caller;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.streams.ReadStream;

/**
 * A request that a caller wants to be passed on.
 *
 * @param executionId names this call in the answer, the audit and every fault
 * @param caller who asks, proven by the face
 * @param account which connected account to act as
 * @param target path and query at the workspace, as the caller wrote them
 * @param prefix what stands before the target at the gateway; empty at a workspace door
 * @param headers the caller's, all of them
 * @param body paused
 */
public record ForwardCall(
        String executionId,
        Caller caller,
        AccountSelector account,
        HttpMethod method,
        String target,
        String prefix,
        MultiMap headers,
        Body body) {
    /**
     * The body of a request, which may be empty.
     *
     * @param bytes paused
     * @param length as announced; negative if it was not
     * @param wanted run once when the bytes are about to be read, for whoever waits to be asked for them
     */
    public record Body(ReadStream<Buffer> bytes, long length, Runnable wanted) {}

    @Override
    public String toString() {
        return "ForwardCall[" + executionId + ", " + method + "]";
    }
}
