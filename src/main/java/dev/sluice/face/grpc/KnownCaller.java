package dev.sluice.face.grpc;

import dev.sluice.caller.Authenticator;
import dev.sluice.caller.Caller;
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

    /** A caller, and the header that proved who it is. */
    record Proof(String authorization, Caller caller) {
        @Override
        public String toString() {
            return "Proof[" + caller.clientId() + "]";
        }
    }

    /** Who makes a call with these headers; fails with {@code UNAUTHENTICATED}. */
    Uni<Proof> of(List<String> authorizations) {
        return authorizations.isEmpty() ? proven(null) : firstValid(authorizations, 0);
    }

    private Uni<Proof> firstValid(List<String> given, int index) {
        Uni<Proof> proven = proven(given.get(index));
        return index == given.size() - 1
                ? proven
                : proven.onFailure(KnownCaller::isRefusal).recoverWithUni(() -> firstValid(given, index + 1));
    }

    private Uni<Proof> proven(@Nullable String authorization) {
        return callers.authenticate(authorization).map(caller -> new Proof(String.valueOf(authorization), caller));
    }

    // Whatever else fails says nothing of this header, so the next one is not asked.
    private static boolean isRefusal(Throwable failure) {
        return failure instanceof FaultException told && told.fault().code() == FaultCode.UNAUTHENTICATED;
    }
}
