package dev.sluice.face.grpc;

import dev.sluice.caller.Authenticator;
import dev.sluice.caller.Caller;
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

    /** The caller; fails with {@code UNAUTHENTICATED}. */
    Uni<Caller> of(UnaryContext context) {
        return authorization(context).flatMap(callers::authenticate);
    }

    /** The header that is valid, or the last one where none is. */
    Uni<@Nullable String> authorization(UnaryContext context) {
        List<String> given = context.authorizations();
        return given.size() < 2
                ? Uni.createFrom().item(given.isEmpty() ? null : given.getFirst())
                : firstValid(given, 0);
    }

    private Uni<@Nullable String> firstValid(List<String> given, int index) {
        String candidate = given.get(index);
        if (index == given.size() - 1) {
            return Uni.createFrom().item(candidate);
        }
        return callers.authenticate(candidate)
                .replaceWith(candidate)
                .onFailure()
                .recoverWithUni(() -> firstValid(given, index + 1));
    }
}
