package dev.sluice.caller.jwt;

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
import com.nimbusds.jwt.proc.BadJWTException;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import dev.sluice.id.AccountId;
import dev.sluice.id.EnvironmentId;
import java.text.ParseException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Verifies access tokens against one set of keys. Accepts RS256 under a key that the header names and nothing else, so
 * that a token cannot choose how it is checked (RFC 8725).
 */
final class AccessTokenVerifier {
    /** Ours are near 900 characters, with a long list of tools a few thousand; what is longer is not worth parsing. */
    private static final int LONGEST = 8192;

    private static final Set<String> REQUIRED =
            Set.of("sub", "exp", "iat", AccessTokens.ENVIRONMENT, AccessTokens.SCOPE);

    private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();

    AccessTokenVerifier(JWKSet keys, String issuer, InstantSource clock) {
        processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(AccessTokens.TYPE, AccessTokens.SESSION_TYPE));
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

    /** A token's parts, if it looks like a signed one that names its key. Proves nothing yet. */
    static Optional<SignedJWT> parse(String token) {
        if (token.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            return Optional.of(SignedJWT.parse(token))
                    .filter(jwt -> jwt.getHeader().getKeyID() != null);
        } catch (ParseException e) {
            return Optional.empty();
        }
    }

    /** What a token proves; empty if it proves nothing. */
    Optional<Verified> verify(SignedJWT token) {
        try {
            JWTClaimsSet claims = processor.process(token, null);
            Claims proven = new Claims(
                    new EnvironmentId(claims.getStringClaim(AccessTokens.ENVIRONMENT)),
                    claims.getSubject(),
                    Set.of(claims.getStringClaim(AccessTokens.SCOPE).split(" ")),
                    AccessTokens.SESSION_TYPE.equals(token.getHeader().getType()) ? session(claims) : null);
            return Optional.of(new Verified(proven, claims.getExpirationTime().toInstant()));
        } catch (BadJOSEException | JOSEException | ParseException e) {
            return Optional.empty();
        }
    }

    private static Claims.Session session(JWTClaimsSet claims) throws ParseException, BadJWTException {
        String account = claims.getStringClaim(AccessTokens.ACCOUNT);
        List<String> tools = claims.getStringListClaim(AccessTokens.TOOLS);
        Boolean readOnly = claims.getBooleanClaim(AccessTokens.READ_ONLY);
        if (account == null || tools == null || readOnly == null) {
            throw new BadJWTException("A session token without what it is bound to");
        }
        return new Claims.Session(new AccountId(account), List.copyOf(tools), readOnly);
    }

    /** Claims, proven until then. */
    record Verified(Claims claims, Instant until) {}
}
