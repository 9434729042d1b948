package dev.sluice.caller.jwt;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.sluice.caller.jwt.AccessTokenVerifier.Verified;
import dev.sluice.id.AccountId;
import dev.sluice.id.EnvironmentId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What forged, altered and stale tokens get. */
class AccessTokenVerifierTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final RSAKey OURS = key();
    private static final RSAKey THEIRS = key();

    private final AccessTokenVerifier verifier =
            new AccessTokenVerifier(new JWKSet(OURS.toPublicJWK()), "sluice", InstantSource.fixed(NOW));

    @Test
    void acceptsATokenOfOurs() throws JOSEException {
        assertThat(verified(token(header().build(), claims().build(), new RSASSASigner(OURS))))
                .contains(new Verified(
                        new Claims(new EnvironmentId("env_1"), "cli_1", Set.of("tools:execute"), null),
                        NOW.plusSeconds(60)));
    }

    @Test
    void acceptsASessionTokenWithWhatItIsBoundTo() throws JOSEException {
        assertThat(verified(session(bound().build())))
                .map(Verified::claims)
                .map(Claims::session)
                .contains(new Claims.Session(new AccountId("ca_1"), List.of("a_*"), true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"account", "tools", "read_only"})
    void refusesASessionTokenThatIsNotBound(String claim) throws JOSEException {
        assertThat(verified(session(bound().claim(claim, null).build()))).isEmpty();
        assertThat(verified(session(bound().claim(claim, 1).build()))).isEmpty();
    }

    @Test
    void anotherTypeOfTokenIsBoundToNothing() throws JOSEException {
        assertThat(verified(token(header().build(), bound().build(), new RSASSASigner(OURS))))
                .map(Verified::claims)
                .map(claims -> claims.session() == null)
                .contains(true);
    }

    @Test
    void refusesASignatureOfAnotherKeyUnderOurKeysName() throws JOSEException {
        assertThat(verified(token(header().build(), claims().build(), new RSASSASigner(THEIRS))))
                .isEmpty();
    }

    @Test
    void refusesAKeyThatTheTokenBringsAlong() throws JOSEException {
        JWSHeader header = header().jwk(THEIRS.toPublicJWK()).build();

        assertThat(verified(token(header, claims().build(), new RSASSASigner(THEIRS))))
                .isEmpty();
    }

    @Test
    void refusesAnUnknownKey() throws JOSEException {
        JWSHeader header = header().keyID("sig_other").build();

        assertThat(verified(token(header, claims().build(), new RSASSASigner(OURS))))
                .isEmpty();
    }

    @Test
    void refusesATokenThatNamesNoKey() throws JOSEException {
        JWSHeader header = header().keyID(null).build();

        assertThat(AccessTokenVerifier.parse(token(header, claims().build(), new RSASSASigner(OURS))))
                .isEmpty();
    }

    @Test
    void refusesAnHmacUnderOurPublicKey() throws JOSEException {
        byte[] publicKey = OURS.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8);
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.HS256)
                .keyID("sig_ours")
                .type(AccessTokens.TYPE)
                .build();

        assertThat(verified(token(header, claims().build(), new MACSigner(publicKey))))
                .isEmpty();
    }

    @Test
    void refusesAnotherRsaAlgorithmUnderOurKey() throws JOSEException {
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.PS256)
                .keyID("sig_ours")
                .type(AccessTokens.TYPE)
                .build();

        assertThat(verified(token(header, claims().build(), new RSASSASigner(OURS))))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "None", "NONE"})
    void refusesATokenWithoutASignature(String algorithm) {
        String token = encoded("{\"alg\":\"" + algorithm + "\",\"typ\":\"at+jwt\",\"kid\":\"sig_ours\"}") + "."
                + encoded(claims().build().toString()) + ".";

        assertThat(verified(token)).isEmpty();
    }

    @Test
    void refusesAnIdTokenOrAnyOtherType() throws JOSEException {
        JWSHeader header = header().type(JOSEObjectType.JWT).build();

        assertThat(verified(token(header, claims().build(), new RSASSASigner(OURS))))
                .isEmpty();
    }

    @Test
    void refusesATokenFromTheSecondItExpires() throws JOSEException {
        JWTClaimsSet claims = claims().expirationTime(Date.from(NOW)).build();

        assertThat(verified(token(header().build(), claims, new RSASSASigner(OURS))))
                .isEmpty();
    }

    @Test
    void refusesAnotherIssuer() throws JOSEException {
        JWTClaimsSet claims = claims().issuer("somebody").build();

        assertThat(verified(token(header().build(), claims, new RSASSASigner(OURS))))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"iss", "sub", "exp", "iat", "env", "scope"})
    void refusesATokenThatLacksAClaim(String claim) throws JOSEException {
        JWTClaimsSet claims = claims().claim(claim, null).build();

        assertThat(verified(token(header().build(), claims, new RSASSASigner(OURS))))
                .isEmpty();
    }

    @Test
    void refusesClaimsAlteredUnderTheirSignature() throws JOSEException {
        String[] parts = token(header().build(), claims().build(), new RSASSASigner(OURS))
                .split("\\.");
        String other = encoded(claims().claim("env", "env_2").build().toString());

        assertThat(verified(parts[0] + "." + other + "." + parts[2])).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a.b.c", "e30.e30.e30", "not a token", "e30.e30", "a.b.c.d.e"})
    void refusesWhatIsNoToken(String text) {
        assertThat(verified(text)).isEmpty();
    }

    @Test
    void refusesWhatIsTooLongToBeOurs() {
        assertThat(verified("a".repeat(5000) + ".b.c")).isEmpty();
    }

    private static RSAKey key() {
        try {
            return new RSAKeyGenerator(2048)
                    .keyID("sig_ours")
                    .algorithm(JWSAlgorithm.RS256)
                    .generate();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    private Optional<Verified> verified(String token) {
        return AccessTokenVerifier.parse(token).flatMap(verifier::verify);
    }

    private static JWSHeader.Builder header() {
        return new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("sig_ours").type(AccessTokens.TYPE);
    }

    private static JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .issuer("sluice")
                .subject("cli_1")
                .claim("env", "env_1")
                .claim("scope", "tools:execute")
                .issueTime(Date.from(NOW))
                .expirationTime(Date.from(NOW.plusSeconds(60)));
    }

    private static JWTClaimsSet.Builder bound() {
        return claims().claim("account", "ca_1").claim("tools", List.of("a_*")).claim("read_only", true);
    }

    private static String session(JWTClaimsSet claims) throws JOSEException {
        return token(header().type(AccessTokens.SESSION_TYPE).build(), claims, new RSASSASigner(OURS));
    }

    private static String token(JWSHeader header, JWTClaimsSet claims, JWSSigner signer) throws JOSEException {
        SignedJWT token = new SignedJWT(header, claims);
        token.sign(signer);
        return token.serialize();
    }

    private static String encoded(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }
}
