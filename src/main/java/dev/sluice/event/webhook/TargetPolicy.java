package dev.sluice.event.webhook;

import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;
import dev.sluice.fault.FaultException;
import jakarta.inject.Singleton;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which URLs may be delivered to, as texts: https, by name. Which addresses a name may have is {@link PublicAddress}'s to
 * say, at each delivery.
 */
@Singleton
public class TargetPolicy {
    private static final int LONGEST = 2048;
    private static final Pattern DNS_NAME =
            Pattern.compile("(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])");
    private static final String EXAMPLE = "Give a URL such as https://hooks.example.com/sluice";

    private final Set<String> trusted;

    public TargetPolicy(WebhookConfig config) {
        trusted = config.trustedOrigins().orElse(List.of()).stream()
                .map(TargetPolicy::configured)
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * @param port also where the URL leaves it out
     * @param uri path and query
     * @param trusted whether the operator trusts the origin, whatever its address
     */
    record Target(boolean tls, String name, int port, String uri, boolean trusted) {}

    /** What is unsafe about these settings in production: what events tell would travel in plain text. */
    public static List<String> complaints(WebhookConfig config) {
        boolean plaintext = config.trustedOrigins().orElse(List.of()).stream()
                .anyMatch(origin -> origin.strip().toLowerCase(Locale.ROOT).startsWith("http://"));
        return plaintext && !config.allowPlaintext()
                ? List.of("sluice.webhooks.trusted-origins has an http:// origin; use https, or set"
                        + " sluice.webhooks.allow-plaintext for a trial")
                : List.of();
    }

    /** Where a URL leads to; {@code INVALID_REQUEST} at {@code /url} if it may not be delivered to. */
    Target parse(String url) {
        URI uri = uri(url);
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        @Nullable String host = uri.getHost();
        if (host == null || !scheme.matches("https?") || uri.getRawFragment() != null || uri.getPort() > 65_535) {
            throw refused("The URL is not an https URL");
        }
        if (uri.getRawUserInfo() != null) {
            throw refused("The URL must not carry a user name or password");
        }
        String name = host.toLowerCase(Locale.ROOT);
        boolean tls = scheme.equals("https");
        int port = uri.getPort() >= 0 ? uri.getPort() : tls ? 443 : 80;
        boolean known = trusted.contains(origin(scheme, name, port));
        if (!known && !tls) {
            throw refused("Events are delivered by https only");
        }
        if (!known && (name.length() > 253 || !DNS_NAME.matcher(name).matches())) {
            throw refused("The URL's host is not a full DNS name");
        }
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        return new Target(tls, name, port, path + query, known);
    }

    private static URI uri(String url) {
        if (url.length() > LONGEST || url.chars().anyMatch(c -> c <= ' ' || c >= 0x7f)) {
            throw refused("The URL is too long, or has characters that no URL has");
        }
        try {
            return new URI(url);
        } catch (URISyntaxException e) {
            throw refused("The URL is none");
        }
    }

    private static String configured(String text) {
        URI uri = URI.create(text.strip().toLowerCase(Locale.ROOT));
        if (uri.getHost() == null || uri.getScheme() == null || !uri.getScheme().matches("https?")) {
            throw new IllegalArgumentException("sluice.webhooks.trusted-origins: \"" + text
                    + "\" is not an origin such as https://hooks.internal");
        }
        int port = uri.getPort() >= 0 ? uri.getPort() : uri.getScheme().equals("https") ? 443 : 80;
        return origin(uri.getScheme(), uri.getHost(), port);
    }

    private static String origin(String scheme, String name, int port) {
        return scheme + "://" + name + ":" + port;
    }

    private static FaultException refused(String detail) {
        return Fault.of(FaultCode.INVALID_REQUEST, detail, EXAMPLE).at("/url").asException();
    }
}
