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
import java.time.Instant;
import java.util.Date;

/** Issues access tokens: JWTs as RFC 9068 has them, signed with RS256. */
@Singleton
public final class AccessTokens {
    static final JOSEObjectType TYPE = new JOSEObjectType("at+jwt");
    static final String ENVIRONMENT = "env";
    static final String SCOPE = "scope";

    private final SigningKeys keys;
    private final SignatureWorker worker;
    private final OAuthConfig config;

    AccessTokens(SigningKeys keys, SignatureWorker worker, OAuthConfig config) {
        this.keys = keys;
        this.worker = worker;
        this.config = config;
    }

    /** Issues a token that says this. */
    public Uni<AccessToken> issue(Claims claims) {
        return keys.current()
                .chain(set -> worker.run(() -> signed(set, claims)))
                .map(value -> new AccessToken(value, config.tokenLifetime(), claims.scopes()));
    }

    private String signed(SigningKeys.KeySet keys, Claims content) throws JOSEException {
        Instant now = Instant.now();
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .issuer(config.issuer())
                .subject(content.client().value())
                .claim("client_id", content.client().value())
                .claim(ENVIRONMENT, content.environment().value())
                .claim(SCOPE, String.join(" ", content.scopes()))
                .jwtID(SortableId.next("tok_"))
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(config.tokenLifetime())))
                .build();
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.RS256)
                .type(TYPE)
                .keyID(keys.signing().getKeyID())
                .build();
        SignedJWT token = new SignedJWT(header, claims);
        token.sign(new RSASSASigner(keys.signing()));
        return token.serialize();
    }
}
