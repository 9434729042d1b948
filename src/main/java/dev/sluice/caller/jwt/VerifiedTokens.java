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

/** Verifies each access token once, and remembers by its digest what it proved until it expires. */
@Singleton
public final class VerifiedTokens {
    private static final int REMEMBERED = 100_000;

    private final SigningKeys keys;
    private final SignatureWorker worker;
    private final String issuer;
    private final InstantSource clock = InstantSource.system();
    private final Cache<Digest, Verified> proven;

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
        @Nullable Verified held = proven.getIfPresent(digest);
        if (held != null) {
            return Uni.createFrom()
                    .item(Optional.of(held.claims())
                            .filter(claims -> clock.instant().isBefore(held.until())));
        }
        return AccessTokenVerifier.parse(token)
                .map(jwt -> verified(jwt, digest))
                .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
    }

    private Uni<Optional<Claims>> verified(SignedJWT token, Digest digest) {
        return keys.knowing(token.getHeader().getKeyID())
                .chain(set -> worker.run(() -> new AccessTokenVerifier(set.published(), issuer, clock).verify(token)))
                .invoke(found -> found.ifPresent(verified -> proven.put(digest, verified)))
                .map(found -> found.map(Verified::claims));
    }
}
