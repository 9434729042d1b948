package dev.sluice.sandbox.auth;

import dev.sluice.sandbox.settings.LiveSettings;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Tokens that were minted, and the static ones that stand for personal access tokens. Looked up, never re-verified. */
public final class AccessTokens {
    /** A token as the workspace remembers it. */
    record Issued(Principal principal, String scope, Instant expires) {}

    /** A token as its owner gets it; lifetime in whole seconds. */
    record Minted(String text, Duration lifetime) {}

    private static final int SWEEP_ABOVE = 10_000;
    private final Map<String, Issued> issued = new ConcurrentHashMap<>();
    private final TokenSigner signer = new TokenSigner();
    private final LiveSettings settings;
    private final InstantSource clock;

    public AccessTokens(LiveSettings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
    }

    Minted mint(Principal principal, String scope, String issuer) {
        Duration lifetime = settings.now().tokens().lifetime();
        Instant now = clock.instant();
        String text = signer.sign(principal, scope, issuer, now, now.plus(lifetime));
        issued.put(text, new Issued(principal, scope, now.plus(lifetime)));
        if (issued.size() > SWEEP_ABOVE) {
            issued.values().removeIf(token -> token.expires.isBefore(now));
        }
        return new Minted(text, lifetime);
    }

    /** Accepts a fixed token that never expires, as a driver's personal access token. */
    public void addStatic(String token, Principal principal) {
        issued.put(token, new Issued(principal, "all-apis", Instant.MAX));
    }

    Optional<Issued> find(String token) {
        return Optional.ofNullable(issued.get(token)).filter(found -> found.expires.isAfter(clock.instant()));
    }

    /** Makes every token of a client invalid at once; static ones too. */
    public void expire(String clientId) {
        issued.values().removeIf(token -> token.principal.clientId().equals(clientId));
    }

    public void expireMinted() {
        issued.values().removeIf(token -> !token.expires.equals(Instant.MAX));
    }
}
