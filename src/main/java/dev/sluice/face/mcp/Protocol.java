package dev.sluice.face.mcp;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.vertx.core.MultiMap;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which revision of the protocol a request speaks. */
enum Protocol {
    /** Every request says all that is needed to answer it (2026-07-28). */
    MODERN,
    /** A handshake comes first (2025-11-25 and before). */
    LEGACY;

    static final String NEWEST = "2026-07-28";
    static final String NEWEST_LEGACY = "2025-11-25";
    static final List<String> VERSIONS = List.of(NEWEST, NEWEST_LEGACY, "2025-06-18", "2025-03-26");

    private static final String VERSION_HEADER = "MCP-Protocol-Version";
    private static final String VERSION_META = "io.modelcontextprotocol/protocolVersion";
    private static final String CAPABILITIES_META = "io.modelcontextprotocol/clientCapabilities";
    /** The parameter that the header {@code Mcp-Name} repeats. */
    private static final Map<String, String> NAMED =
            Map.of("tools/call", "name", "resources/read", "uri", "prompts/get", "name");

    private static final String ENCODED = "=?base64?";

    /** The revision of a request, whose headers must say what its body does. */
    static Protocol of(Message message, MultiMap headers) {
        @Nullable String header = headers.get(VERSION_HEADER);
        @Nullable String version = message.meta().path(VERSION_META).asText(null);
        if (version == null) {
            return withoutMeta(message, header);
        }
        if (!version.equals(header)) {
            throw mismatch(VERSION_HEADER);
        }
        if (!version.equals(NEWEST)) {
            throw unsupported(version);
        }
        if (!message.method().equals(headers.get("Mcp-Method"))) {
            throw mismatch("Mcp-Method");
        }
        @Nullable String named = NAMED.get(message.method());
        if (named != null && !message.params().path(named).asText().equals(decoded(headers.get("Mcp-Name")))) {
            throw mismatch("Mcp-Name");
        }
        if (!message.meta().path(CAPABILITIES_META).isObject()) {
            throw missing(CAPABILITIES_META);
        }
        return MODERN;
    }

    private static Protocol withoutMeta(Message message, @Nullable String header) {
        if (header == null || message.method().equals("initialize")) {
            return LEGACY;
        }
        if (!VERSIONS.contains(header)) {
            throw unsupported(header);
        }
        if (header.equals(NEWEST)) {
            throw missing(VERSION_META);
        }
        return LEGACY;
    }

    /** What a client and this server agree on in a handshake. */
    static String agreed(String asked) {
        return VERSIONS.contains(asked) && !asked.equals(NEWEST) ? asked : NEWEST_LEGACY;
    }

    private static @Nullable String decoded(@Nullable String header) {
        if (header == null || !header.startsWith(ENCODED) || !header.endsWith("?=")) {
            return header;
        }
        try {
            byte[] bytes = Base64.getDecoder().decode(header.substring(ENCODED.length(), header.length() - 2));
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return null;
        }
    }

    private static RpcError mismatch(String header) {
        return RpcError.of(
                RpcError.HEADER_MISMATCH,
                400,
                "The header " + header + " is missing or does not say what the body says");
    }

    private static RpcError missing(String meta) {
        return RpcError.of(RpcError.INVALID_PARAMS, 400, "The member " + meta + " of _meta is missing");
    }

    private static RpcError unsupported(String requested) {
        ArrayNode supported = JsonNodeFactory.instance.arrayNode();
        VERSIONS.forEach(supported::add);
        String shown = requested.matches("[0-9A-Za-z._-]{1,40}") ? requested : "";
        return RpcError.of(RpcError.UNSUPPORTED_VERSION, 400, "The protocol version is not supported")
                .with(JsonNodeFactory.instance
                        .objectNode()
                        .put("requested", shown)
                        .set("supported", supported)
                        .toString());
    }
}
