package dev.sluice.account;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A service principal's credentials as somebody entered them. Where an account has credentials, host and client id may
 * be left out and stay what they are; the secret may not, lest a secret travel to a host chosen by someone who does not
 * know it.
 *
 * @param host the workspace's host or URL
 * @param clientId the service principal's application id
 * @param clientSecret its OAuth secret
 * @param secretExpiresAt when that runs out; the workspace does not tell
 */
public record Credentials(
        @Nullable String host,
        @Nullable String clientId,
        @Nullable String clientSecret,
        @Nullable Instant secretExpiresAt) {

    /** Nothing entered at all. */
    public static final Credentials NONE = new Credentials(null, null, null, null);

    /** Whether nothing was entered at all. */
    public boolean isEmpty() {
        return host == null && clientId == null && clientSecret == null && secretExpiresAt == null;
    }

    /** Whether nothing was entered but when the secret at hand runs out. */
    public boolean isExpiryAlone() {
        return host == null && clientId == null && clientSecret == null && secretExpiresAt != null;
    }

    @Override
    public String toString() {
        return "Credentials[host=" + host + ", clientId=" + clientId + ", ***]";
    }
}
