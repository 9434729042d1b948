package dev.sluice.caller;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import dev.sluice.id.EnvironmentId;
import java.text.ParseException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.Optional;
import java.util.Set;

/**
 * Verifies access tokens against one set of keys. Accepts RS256 under a key named by the header and nothing else, so
 * that a token cannot choose how it is checked (RFC 8725).
 */
final class AccessTokenVerifier {
    private static final Set<String> REQUIRED =
            Set.of("sub", "exp", "iat", AccessTokens.ENVIRONMENT, AccessTokens.SCOPE);

    private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();

    AccessTokenVerifier(JWKSet keys, String issuer, InstantSource clock) {
        processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(AccessTokens.TYPE));
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(JWSAlgorithm.RS256, new ImmutableJWKSet<>(keys)));
        DefaultJWTClaimsVerifier<SecurityContext> claims =
                new DefaultJWTClaimsVerifier<>(
                        new JWTClaimsSet.Builder().issuer(issuer).build(), REQUIRED) {
                    @Override
                    protected Date currentTime() {
                        return Date.from(clock.instant());
                    }
                };
        claims.setMaxClockSkew(0);
        processor.setJWTClaimsSetVerifier(claims);
    }

    /** What a token proves; empty if it proves nothing. */
    Optional<Verified> verify(SignedJWT token) {
        try {
            JWTClaimsSet claims = processor.process(token, null);
            Caller caller = new Caller(
                    new EnvironmentId(claims.getStringClaim(AccessTokens.ENVIRONMENT)),
                    claims.getSubject(),
                    Set.of(claims.getStringClaim(AccessTokens.SCOPE).split(" ")));
            return Optional.of(new Verified(caller, claims.getExpirationTime().toInstant()));
        } catch (BadJOSEException | JOSEException | ParseException e) {
            return Optional.empty();
        }
    }

    /** A caller, proven until then. */
    record Verified(Caller caller, Instant until) {}
}
