package dev.sluice.face.grpc;

import dev.sluice.caller.Authenticator;
import dev.sluice.fault.FaultCode;
import dev.sluice.fault.FaultException;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who calls, by whichever of a call's {@code authorization} headers is valid: the official Python SDK sends two, of which
 * one is out of date as soon as it has renewed its token.
 */
@Singleton
final class KnownCaller {
    private final Authenticator callers;

    KnownCaller(Authenticator callers) {
        this.callers = callers;
    }

    /** The call, with who makes it; fails with {@code UNAUTHENTICATED}. */
    Uni<UnaryContext> of(String executionId, List<String> authorizations) {
        return authorizations.isEmpty() ? proven(executionId, null) : firstValid(executionId, authorizations, 0);
    }

    private Uni<UnaryContext> firstValid(String executionId, List<String> given, int index) {
        Uni<UnaryContext> proven = proven(executionId, given.get(index));
        return index == given.size() - 1
                ? proven
                : proven.onFailure(KnownCaller::isRefusal)
                        .recoverWithUni(() -> firstValid(executionId, given, index + 1));
    }

    private Uni<UnaryContext> proven(String executionId, @Nullable String authorization) {
        return callers.authenticate(authorization)
                .map(caller -> new UnaryContext(executionId, String.valueOf(authorization), caller));
    }

    // Whatever else fails says nothing of this header, so the next one is not asked.
    private static boolean isRefusal(Throwable failure) {
        return failure instanceof FaultException told && told.fault().code() == FaultCode.UNAUTHENTICATED;
    }
}
