package dev.sluice.face.grpc;

import dev.sluice.caller.Caller;

/**
 * What is known of a call beside its message.
 *
 * @param executionId the gateway's name for the call
 * @param authorization the header that proved who calls
 */
record UnaryContext(String executionId, String authorization, Caller caller) {
    @Override
    public String toString() {
        return "UnaryContext[" + executionId + "]";
    }
}
