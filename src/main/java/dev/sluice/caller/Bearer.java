package dev.sluice.caller;

import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;
import dev.sluice.fault.FaultException;
import org.jspecify.annotations.Nullable;

/** Reads a bearer token out of an {@code Authorization} header (RFC 6750 §2.1). */
final class Bearer {
    private static final String SCHEME = "Bearer ";

    private Bearer() {}

    static String token(@Nullable String authorization) {
        if (authorization == null || authorization.isBlank()) {
            throw refused("The request has no Authorization header");
        }
        if (!authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw refused("The Authorization header is not of the Bearer scheme");
        }
        return authorization.substring(SCHEME.length()).strip();
    }

    static FaultException refused(String detail) {
        return Fault.of(
                        FaultCode.UNAUTHENTICATED,
                        detail,
                        "Send Authorization: Bearer with an API key, or with an access token from POST /oauth/token")
                .asException();
    }
}
