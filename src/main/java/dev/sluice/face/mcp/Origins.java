package dev.sluice.face.mcp;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which web pages may call. A page of a foreign origin is refused though its name resolves to this gateway (DNS
 * rebinding); programs send no origin.
 */
@Singleton
final class Origins {
    private static final String ANY_PORT = ":*";

    private final List<String> origins;
    private final List<String> hosts;

    Origins(McpConfig config) {
        origins = config.allowedOrigins();
        hosts = config.allowedHosts().orElse(List.of());
    }

    /** Whether the request comes from where it may, for a host that it may be for. */
    boolean admit(HttpServerRequest request) {
        String origin = request.getHeader("Origin");
        String host = String.valueOf(request.authority());
        return (origin == null || isAllowed(origins, origin)) && (hosts.isEmpty() || isAllowed(hosts, host));
    }

    /** Lets a page of an allowed origin read the answer. */
    void share(HttpServerRequest request) {
        String origin = request.getHeader("Origin");
        if (origin != null) {
            request.response()
                    .putHeader("Access-Control-Allow-Origin", origin)
                    .putHeader("Access-Control-Expose-Headers", "Mcp-Session-Id, WWW-Authenticate")
                    .putHeader("Vary", "Origin");
        }
    }

    /** Answers what a browser asks before it sends a request. */
    void preflight(HttpServerResponse response) {
        response.setStatusCode(204)
                .putHeader("Access-Control-Allow-Methods", "POST")
                .putHeader(
                        "Access-Control-Allow-Headers",
                        "Authorization, Content-Type, Accept, Mcp-Session-Id, MCP-Protocol-Version, Mcp-Method,"
                                + " Mcp-Name, connected_account_id, identifier, connection_name, sluice-mcp-mode")
                .putHeader("Access-Control-Max-Age", "600")
                .end();
    }

    private static boolean isAllowed(List<String> allowed, @Nullable String given) {
        String plain = String.valueOf(given).toLowerCase(Locale.ROOT);
        return allowed.stream().map(entry -> entry.toLowerCase(Locale.ROOT)).anyMatch(entry -> fits(entry, plain));
    }

    private static boolean fits(String entry, String given) {
        if (!entry.endsWith(ANY_PORT)) {
            return entry.equals(given);
        }
        String name = entry.substring(0, entry.length() - ANY_PORT.length());
        return given.startsWith(name) && given.substring(name.length()).matches("(:\\d{1,5})?");
    }
}
