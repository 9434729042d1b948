package dev.sluice.event.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What a webhook's deliveries are signed with, as the Standard Webhooks specification has it. */
final class SigningSecret {
    private static final String PREFIX = "whsec_";
    private static final SecureRandom RANDOM = new SecureRandom();

    private final byte[] bytes;

    SigningSecret(byte[] bytes) {
        this.bytes = bytes;
    }

    static SigningSecret next() {
        byte[] bits = new byte[32];
        RANDOM.nextBytes(bits);
        return new SigningSecret(bits);
    }

    /** For sealing. */
    byte[] bytes() {
        return bytes.clone();
    }

    /** In clear, for whoever made the webhook. */
    String clear() {
        return PREFIX + Base64.getEncoder().encodeToString(bytes);
    }

    /** The value of {@code webhook-signature}: a signature by each secret. */
    static String signatures(List<SigningSecret> secrets, String id, long timestamp, String body) {
        String content = id + "." + timestamp + "." + body;
        return secrets.stream().map(secret -> "v1," + secret.sign(content)).collect(Collectors.joining(" "));
    }

    private String sign(String content) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(bytes, "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(content.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has HmacSHA256", e);
        }
    }

    @Override
    public String toString() {
        return "SigningSecret[***]";
    }
}
