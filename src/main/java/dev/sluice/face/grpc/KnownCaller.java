package dev.sluice.face.grpc;

import dev.sluice.caller.Authenticator;
import dev.sluice.caller.Caller;
import dev.sluice.fault.FaultCode;
import dev.sluice.fault.FaultException;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;

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

    /** Who makes a call with these headers; fails with {@code UNAUTHENTICATED}. */
    Uni<Caller> of(List<String> authorizations) {
        return authorizations.isEmpty() ? callers.authenticate(null) : firstValid(authorizations, 0);
    }

    private Uni<Caller> firstValid(List<String> given, int index) {
        Uni<Caller> proven = callers.authenticate(given.get(index));
        return index == given.size() - 1
                ? proven
                : proven.onFailure(KnownCaller::isRefusal).recoverWithUni(() -> firstValid(given, index + 1));
    }

    // Whatever else fails says nothing of this header, so the next one is not asked.
    private static boolean isRefusal(Throwable failure) {
        return failure instanceof FaultException told && told.fault().code() == FaultCode.UNAUTHENTICATED;
    }
}
