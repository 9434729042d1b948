package dev.sluice.account;

import org.jspecify.annotations.Nullable;

/**
 * A service principal's credentials as somebody entered them. Where an account has credentials, host and client id may
 * be left out and stay what they are; the secret may not, lest a secret travel to a host chosen by someone who does not
 * know it.
 *
 * @param host the workspace's host or URL
 * @param clientId the service principal's application id
 * @param clientSecret its OAuth secret
 */
public record Credentials(
        @Nullable String host,
        @Nullable String clientId,
        @Nullable String clientSecret) {

    /** Nothing entered at all. */
    public static final Credentials NONE = new Credentials(null, null, null);

    /** Whether nothing was entered at all. */
    public boolean isEmpty() {
        return host == null && clientId == null && clientSecret == null;
    }

    @Override
    public String toString() {
        return "Credentials[host=" + host + ", clientId=" + clientId + ", ***]";
    }
}
