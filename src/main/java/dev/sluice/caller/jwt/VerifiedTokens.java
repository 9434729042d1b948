package dev.sluice.caller.jwt;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jwt.SignedJWT;
import dev.sluice.caller.credential.Digest;
import dev.sluice.caller.jwt.AccessTokenVerifier.Verified;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Verifies each access token once, and remembers by its digest what it proved until it expires or its key is gone. */
@Singleton
public final class VerifiedTokens {
    private static final int REMEMBERED = 100_000;

    private final SigningKeys keys;
    private final SignatureWorker worker;
    private final String issuer;
    private final InstantSource clock = InstantSource.system();
    private final Cache<Digest, Proven> proven;

    VerifiedTokens(SigningKeys keys, SignatureWorker worker, OAuthConfig config) {
        this.keys = keys;
        this.worker = worker;
        this.issuer = config.issuer();
        proven = Caffeine.newBuilder()
                .maximumSize(REMEMBERED)
                .expireAfterWrite(config.tokenLifetime())
                .build();
    }

    /** What the token says; empty if it is not one of ours, was altered or has expired. */
    public Uni<Optional<Claims>> claims(String token) {
        Digest digest = Digest.of(token);
        @Nullable Proven held = proven.getIfPresent(digest);
        if (held != null) {
            return keys.current()
                    .map(set -> Optional.of(held.verified())
                            .filter(verified ->
                                    set.has(held.keyId()) && clock.instant().isBefore(verified.until()))
                            .map(Verified::claims));
        }
        return AccessTokenVerifier.parse(token)
                .map(jwt -> verified(jwt, digest))
                .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
    }

    private Uni<Optional<Claims>> verified(SignedJWT token, Digest digest) {
        String keyId = token.getHeader().getKeyID();
        return keys.knowing(keyId)
                .chain(set -> worker.run(() -> new AccessTokenVerifier(set.published(), issuer, clock).verify(token)))
                .invoke(found -> found.ifPresent(verified -> proven.put(digest, new Proven(keyId, verified))))
                .map(found -> found.map(Verified::claims));
    }

    private record Proven(String keyId, Verified verified) {}
}
