package dev.sluice.caller;

import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;
import dev.sluice.fault.FaultException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a bearer token out of an {@code Authorization} header (RFC 6750 §2.1). */
final class Bearer {
    private static final String SCHEME = "Bearer ";

    private Bearer() {}

    /** The header's bearer token, if it has one. */
    static Optional<String> read(@Nullable String authorization) {
        return authorization != null && authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? Optional.of(authorization.substring(SCHEME.length()).strip())
                : Optional.empty();
    }

    /** The header's bearer token; {@code UNAUTHENTICATED} if it has none. */
    static String token(@Nullable String authorization) {
        return read(authorization)
                .orElseThrow(() -> refused(
                        authorization == null || authorization.isBlank()
                                ? "The request has no Authorization header"
                                : "The Authorization header is not of the Bearer scheme"));
    }

    static FaultException refused(String detail) {
        return Fault.of(
                        FaultCode.UNAUTHENTICATED,
                        detail,
                        "Send Authorization: Bearer with an API key, or with an access token from POST /oauth/token")
                .asException();
    }
}
