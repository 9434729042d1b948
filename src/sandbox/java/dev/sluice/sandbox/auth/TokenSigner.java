package dev.sluice.sandbox.auth;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Writes tokens in the three-part shape of a JWT, which some drivers parse; signed so that no two hosts' match. */
final class TokenSigner {
    private static final String ALGORITHM = "HmacSHA256";
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private final SecretKeySpec key;

    TokenSigner() {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        this.key = new SecretKeySpec(bytes, ALGORITHM);
    }

    String sign(Principal principal, String scope, String issuer, Instant from, Instant until) {
        JsonObject header = new JsonObject().put("typ", "at+jwt").put("alg", "HS256");
        JsonObject claims = new JsonObject()
                .put("client_id", principal.clientId())
                .put("scope", scope)
                .put("iss", issuer)
                .put("aud", issuer)
                .put("sub", principal.clientId())
                .put("iat", from.getEpochSecond())
                .put("exp", until.getEpochSecond())
                .put("jti", UUID.randomUUID().toString());
        String content = encode(header) + "." + encode(claims);
        return content + "." + BASE64.encodeToString(mac(content));
    }

    private static String encode(JsonObject json) {
        return BASE64.encodeToString(json.encode().getBytes(StandardCharsets.UTF_8));
    }

    private byte[] mac(String content) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(content.getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every JDK has " + ALGORITHM, impossible);
        }
    }
}
