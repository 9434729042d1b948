package dev.sluice.caller;

import dev.sluice.caller.jwt.AccessToken;
import dev.sluice.caller.jwt.AccessTokens;
import dev.sluice.caller.jwt.Claims;
import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;
import dev.sluice.id.AccountId;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Set;

/**
 * Session tokens: short-lived, bound to one connected account, and with no more rights than the client or key that asked
 * for them has at the moment of each call. What an agent may hold that must reach nothing else.
 */
@Singleton
public final class SessionTokens {
    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofDays(1);

    private final AccessTokens tokens;

    SessionTokens(AccessTokens tokens) {
        this.tokens = tokens;
    }

    /**
     * Issues a token.
     *
     * @param policy what it leaves of the caller's own policy
     * @throws dev.sluice.fault.FaultException {@code INVALID_REQUEST} for a lifetime out of range, {@code FORBIDDEN} for a
     *     caller that has a session token itself or may run no tools
     */
    public Uni<AccessToken> issue(Caller caller, AccountId account, ToolPolicy policy, Duration lifetime) {
        caller.with(Scope.TOOLS_EXECUTE);
        if (caller.account() != null) {
            throw Fault.of(
                            FaultCode.FORBIDDEN,
                            "A session token gets no other tokens",
                            "Ask with the API client or key that the session token was issued to")
                    .asException();
        }
        if (lifetime.compareTo(SHORTEST) < 0 || lifetime.compareTo(LONGEST) > 0) {
            throw Fault.of(
                            FaultCode.INVALID_REQUEST,
                            "The lifetime is out of range",
                            "Give " + SHORTEST.toSeconds() + " to " + LONGEST.toSeconds() + " seconds")
                    .at("/expires_in")
                    .asException();
        }
        return tokens.issue(
                new Claims(
                        caller.environment(),
                        caller.clientId(),
                        scopes(caller, policy),
                        new Claims.Session(account, policy.tools(), policy.readOnly())),
                lifetime);
    }

    // Requests of its own are for a session that asks for them by name.
    private static Set<String> scopes(Caller caller, ToolPolicy policy) {
        String proxy = Scope.WORKSPACE_PROXY.label();
        return caller.scopes().contains(proxy) && policy.tools().contains(ToolPolicy.OWN_REQUESTS)
                ? Set.of(Scope.TOOLS_EXECUTE.label(), proxy)
                : Set.of(Scope.TOOLS_EXECUTE.label());
    }
}
