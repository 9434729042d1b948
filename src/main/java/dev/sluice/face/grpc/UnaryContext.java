package dev.sluice.face.grpc;

import dev.sluice.caller.Caller;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a call beside its message.
 *
 * @param executionId the gateway's name for the call
 * @param idempotencyKey the caller's name for the call
 * @param headers takes metadata of the answer, before it is given
 */
record UnaryContext(
        String executionId, Caller caller, @Nullable String idempotencyKey, BiConsumer<String, String> headers) {
    @Override
    public String toString() {
        return "UnaryContext[" + executionId + "]";
    }
}
