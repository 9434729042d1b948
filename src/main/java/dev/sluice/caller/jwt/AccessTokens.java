package dev.sluice.caller.jwt;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.sluice.id.SortableId;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;

/**
 * Issues access tokens: JWTs as RFC 9068 has them, signed with RS256. A session token is of a type of its own, so that
 * who does not know what it is bound to refuses it (RFC 8725 §3.11).
 */
@Singleton
public final class AccessTokens {
    static final JOSEObjectType TYPE = new JOSEObjectType("at+jwt");
    static final JOSEObjectType SESSION_TYPE = new JOSEObjectType("session+jwt");
    static final String ENVIRONMENT = "env";
    static final String SCOPE = "scope";
    static final String ACCOUNT = "account";
    static final String TOOLS = "tools";
    static final String READ_ONLY = "read_only";

    private final SigningKeys keys;
    private final SignatureWorker worker;
    private final OAuthConfig config;

    AccessTokens(SigningKeys keys, SignatureWorker worker, OAuthConfig config) {
        this.keys = keys;
        this.worker = worker;
        this.config = config;
    }

    /** Issues a token that says this and lives as long as is configured. */
    public Uni<AccessToken> issue(Claims claims) {
        return issue(claims, config.tokenLifetime());
    }

    /** Issues a token that says this. */
    public Uni<AccessToken> issue(Claims claims, Duration lifetime) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        Instant end = now.plus(lifetime);
        return keys.current()
                .chain(set -> worker.run(() -> signed(set, claims, now, end)))
                .map(value -> new AccessToken(value, end, lifetime, claims.scopes()));
    }

    private String signed(SigningKeys.KeySet keys, Claims content, Instant now, Instant end) throws JOSEException {
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .issuer(config.issuer())
                .subject(content.holder())
                .claim("client_id", content.holder())
                .claim(ENVIRONMENT, content.environment().value())
                .claim(SCOPE, String.join(" ", content.scopes()))
                .jwtID(SortableId.next("tok_"))
                .issueTime(Date.from(now))
                .expirationTime(Date.from(end));
        Claims.Session session = content.session();
        if (session != null) {
            claims.claim(ACCOUNT, session.account().value())
                    .claim(TOOLS, session.tools())
                    .claim(READ_ONLY, session.readOnly());
        }
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.RS256)
                .type(session == null ? TYPE : SESSION_TYPE)
                .keyID(keys.signing().getKeyID())
                .build();
        SignedJWT token = new SignedJWT(header, claims.build());
        token.sign(new RSASSASigner(keys.signing()));
        return token.serialize();
    }
}
