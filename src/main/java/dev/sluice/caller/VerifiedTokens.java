package dev.sluice.caller;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jwt.SignedJWT;
import dev.sluice.caller.AccessTokenVerifier.Verified;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.text.ParseException;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Verifies each access token once, and remembers by its digest what it proved until it expires. */
@Singleton
class VerifiedTokens {
    private static final int REMEMBERED = 100_000;
    /** Ours are near 900 characters; whatever is far longer is not ours and not worth parsing. */
    private static final int LONGEST = 4096;

    private final SigningKeys keys;
    private final SignatureWorker worker;
    private final String issuer;
    private final InstantSource clock;
    private final Cache<Digest, Verified> proven;

    @Inject
    VerifiedTokens(SigningKeys keys, SignatureWorker worker, OAuthConfig config) {
        this(keys, worker, config, InstantSource.system());
    }

    VerifiedTokens(SigningKeys keys, SignatureWorker worker, OAuthConfig config, InstantSource clock) {
        this.keys = keys;
        this.worker = worker;
        this.issuer = config.issuer();
        this.clock = clock;
        proven = Caffeine.newBuilder()
                .maximumSize(REMEMBERED)
                .expireAfterWrite(config.tokenLifetime())
                .build();
    }

    /** Whom the token proves; empty if it is not one of ours, was altered or has expired. */
    Uni<Optional<Caller>> caller(String token) {
        Digest digest = Digest.of(token);
        @Nullable Verified held = proven.getIfPresent(digest);
        if (held != null) {
            return Uni.createFrom()
                    .item(clock.instant().isBefore(held.until()) ? Optional.of(held.caller()) : Optional.empty());
        }
        return parsed(token)
                .map(jwt -> verified(jwt, digest))
                .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
    }

    private Uni<Optional<Caller>> verified(SignedJWT token, Digest digest) {
        return keys.knowing(token.getHeader().getKeyID())
                .chain(set -> worker.run(() -> new AccessTokenVerifier(set.published(), issuer, clock).verify(token)))
                .invoke(found -> found.ifPresent(verified -> proven.put(digest, verified)))
                .map(found -> found.map(Verified::caller));
    }

    private static Optional<SignedJWT> parsed(String token) {
        if (token.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            SignedJWT jwt = SignedJWT.parse(token);
            return jwt.getHeader().getKeyID() == null ? Optional.empty() : Optional.of(jwt);
        } catch (ParseException e) {
            return Optional.empty();
        }
    }
}
