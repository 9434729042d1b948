package dev.sluice.face.rest.admin;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A client's id and secret, as the token endpoint was given them. */
record ClientLogin(String id, String secret) {
    private static final String BASIC = "Basic ";

    /** Reads HTTP Basic; both parts are form-encoded within it (RFC 6749 §2.3.1). */
    static Optional<ClientLogin> basic(@Nullable String authorization) {
        if (authorization == null || !authorization.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
            return Optional.empty();
        }
        try {
            byte[] decoded = Base64.getDecoder()
                    .decode(authorization.substring(BASIC.length()).strip());
            String[] parts = new String(decoded, StandardCharsets.UTF_8).split(":", 2);
            return parts.length < 2
                    ? Optional.empty()
                    : Optional.of(new ClientLogin(formDecoded(parts[0]), formDecoded(parts[1])));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    private static String formDecoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "ClientLogin[" + id + ", ***]";
    }
}
