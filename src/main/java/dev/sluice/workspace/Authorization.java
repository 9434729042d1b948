package dev.sluice.workspace;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;

/** The value of an {@code Authorization} header; never printed. */
public final class Authorization {
    private final String headerValue;

    private Authorization(String headerValue) {
        this.headerValue = headerValue;
    }

    public static Authorization bearer(String token) {
        return new Authorization("Bearer " + token);
    }

    /** HTTP Basic as the official SDKs send it: base64 of {@code id:secret}, not percent-encoded first. */
    public static Authorization basic(String id, String secret) {
        byte[] pair = (id + ":" + secret).getBytes(StandardCharsets.UTF_8);
        return new Authorization("Basic " + Base64.getEncoder().encodeToString(pair));
    }

    String headerValue() {
        return headerValue;
    }

    /** What follows the scheme. */
    String credential() {
        return headerValue.substring(headerValue.indexOf(' ') + 1);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Authorization that && headerValue.equals(that.headerValue);
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(headerValue);
    }

    @Override
    public String toString() {
        return "Authorization[***]";
    }
}
