package dev.sluice.face.rest;

import dev.sluice.caller.Authenticator;
import dev.sluice.caller.Caller;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;

/** Who sends a request. Its body is neither read nor parsed for nobody. */
@Singleton
final class KnownCaller {
    private final Authenticator callers;

    KnownCaller(Authenticator callers) {
        this.callers = callers;
    }

    /** The caller of a request, which is paused until its body is read; fails with {@code UNAUTHENTICATED}. */
    Uni<Caller> of(HttpServerRequest request) {
        request.pause();
        return callers.authenticate(request.getHeader("Authorization"))
                .onFailure()
                // What comes is dropped, or the connection's next request would never be found.
                .invoke(() -> request.resume());
    }
}
