package dev.sluice.call.forward;

import dev.sluice.fault.FaultException;
import dev.sluice.workspace.WorkspaceHost;
import io.vertx.core.MultiMap;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which headers of a workspace's answer a caller sees: those that describe it, none that bind the caller's client. */
final class ResponseHeaders {
    private static final Set<String> KEPT = Set.of(
            "accept-ranges",
            "allow",
            "cache-control",
            "content-digest",
            "content-disposition",
            "content-language",
            "content-length",
            "content-md5",
            "content-range",
            "content-type",
            "deprecation",
            "digest",
            "etag",
            "expires",
            "last-modified",
            "pragma",
            "repr-digest",
            "retry-after",
            "server-timing",
            "sunset",
            "vary",
            "x-request-id");
    private static final List<String> KEPT_BEGINNING = List.of("x-databricks-", "x-thriftserver-");

    private ResponseHeaders() {}

    /** @param prefix what stands before the workspace's paths at the gateway */
    static MultiMap filter(MultiMap all, WorkspaceHost host, String prefix) {
        Set<String> ofConnection = RequestHeaders.namedBy(all.getAll("connection"));
        MultiMap kept = MultiMap.caseInsensitiveMultiMap();
        for (Map.Entry<String, String> header : all) {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            boolean listed = KEPT.contains(name) || KEPT_BEGINNING.stream().anyMatch(name::startsWith);
            if (listed && !ofConnection.contains(name) && RequestHeaders.isPlain(header.getValue())) {
                kept.add(header.getKey(), header.getValue());
            }
        }
        String location = location(all.get("location"), host);
        if (location != null) {
            kept.set("Location", prefix + location);
        }
        // A page that a workspace serves is none of the gateway's.
        return kept.set("X-Content-Type-Options", "nosniff").set("Content-Security-Policy", "sandbox");
    }

    /** Where a redirect leads within the workspace; one that leads away, or into the unknown, is not told. */
    private static @Nullable String location(@Nullable String location, WorkspaceHost host) {
        if (location == null) {
            return null;
        }
        try {
            URI uri = new URI(location);
            boolean here = uri.getScheme() == null && uri.getRawAuthority() == null;
            int port = uri.getPort() >= 0 ? uri.getPort() : host.tls() ? 443 : 80;
            boolean same = host.scheme().equalsIgnoreCase(uri.getScheme())
                    && host.name().equalsIgnoreCase(uri.getHost())
                    && host.port() == port
                    && uri.getRawUserInfo() == null;
            if (!here && !same) {
                return null;
            }
            String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
            return WorkspacePath.parse(uri.getRawPath() + query).target();
        } catch (URISyntaxException | FaultException unsafe) {
            return null;
        }
    }
}
