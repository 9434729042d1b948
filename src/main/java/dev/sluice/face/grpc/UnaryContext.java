package dev.sluice.face.grpc;

import java.util.List;

/**
 * What comes with a call beside its message.
 *
 * @param executionId the gateway's name for the call
 * @param authorizations each {@code authorization} header there is: some SDKs send an old one behind the new
 */
record UnaryContext(String executionId, List<String> authorizations) {
    @Override
    public String toString() {
        return "UnaryContext[" + executionId + "]";
    }
}
