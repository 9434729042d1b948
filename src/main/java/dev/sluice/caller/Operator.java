package dev.sluice.caller;

import dev.sluice.caller.credential.Digest;
import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;
import dev.sluice.fault.FaultException;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Guards what only the gateway's operator may do. */
@Singleton
public final class Operator {
    private static final int MINIMUM_LENGTH = 32;

    private final Optional<Digest> token;

    Operator(OperatorConfig config) {
        token = complaints(config).isEmpty() ? config.token().map(Digest::of) : Optional.empty();
    }

    /** What keeps the configured token from being used; empty if nothing does, or none is configured. */
    public static List<String> complaints(OperatorConfig config) {
        return config.token().filter(token -> token.length() < MINIMUM_LENGTH).isEmpty()
                ? List.of()
                : List.of("sluice.operator.token is shorter than " + MINIMUM_LENGTH
                        + " characters; make one with `openssl rand -hex 32`");
    }

    /**
     * Returns if the {@code Authorization} header carries the operator's token.
     *
     * @throws FaultException {@code UNAUTHENTICATED}, or {@code FORBIDDEN} where no token is configured
     */
    public void check(@Nullable String authorization) {
        if (token.isEmpty()) {
            throw Fault.of(
                            FaultCode.FORBIDDEN,
                            "Administration is switched off: no operator token is configured",
                            "Set sluice.operator.token to at least 32 random characters and restart")
                    .asException();
        }
        Optional<Digest> presented = Bearer.read(authorization).map(Digest::of);
        if (!presented.equals(token)) {
            throw Fault.of(
                            FaultCode.UNAUTHENTICATED,
                            "The operator token is missing or not valid",
                            "Send Authorization: Bearer with the value of sluice.operator.token")
                    .asException();
        }
    }
}
