package dev.sluice.call.forward;

import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;
import io.vertx.core.MultiMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Which headers of a caller's request travel on: those on the list, and none that would speak for the gateway. */
final class RequestHeaders {
    // Whatever the list says: framing, connections, hosts, and who asks.
    private static final Set<String> NEVER = Set.of(
            "accept-encoding",
            "authorization",
            "connected_account_id",
            "connection",
            "connection_name",
            "content-length",
            "cookie",
            "cookie2",
            "expect",
            "forwarded",
            "host",
            "http2-settings",
            "identifier",
            "keep-alive",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "via",
            "x-api-version",
            "x-http-method",
            "x-http-method-override",
            "x-method-override",
            "x-original-url",
            "x-real-ip",
            "x-rewrite-url",
            "x-sdk-version");
    // Another workspace's id on a host that many share, another cloud's token, where a request came from.
    private static final List<String> NEVER_BEGINNING =
            List.of("proxy-", "x-forwarded-", "x-databricks-", "x-amz-", "x-ms-", "x-goog-");

    private final Set<String> allowed;

    RequestHeaders(List<String> listed) {
        allowed = listed.stream()
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        for (String name : allowed) {
            if (NEVER.contains(name) || NEVER_BEGINNING.stream().anyMatch(name::startsWith)) {
                throw new IllegalArgumentException(
                        "sluice.proxy.request-headers: " + name + " is never passed on; take it off the list");
            }
        }
    }

    MultiMap filter(MultiMap all) {
        Set<String> ofConnection = namedBy(all.getAll("connection"));
        MultiMap kept = MultiMap.caseInsensitiveMultiMap();
        for (Map.Entry<String, String> header : all) {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            if (allowed.contains(name) && !ofConnection.contains(name)) {
                if (!isPlain(header.getValue())) {
                    throw Fault.of(
                                    FaultCode.INVALID_REQUEST,
                                    "The header " + name + " has a character that no header has.",
                                    "Send printable ASCII.")
                            .asException();
                }
                kept.add(header.getKey(), header.getValue());
            }
        }
        return kept;
    }

    /** What {@code Connection} names holds for one connection alone (RFC 9110 §7.6.1). */
    static Set<String> namedBy(List<String> connection) {
        Set<String> names = new HashSet<>();
        for (String value : connection) {
            for (String name : value.split(",")) {
                names.add(name.strip().toLowerCase(Locale.ROOT));
            }
        }
        return names;
    }

    static boolean isPlain(String value) {
        return value.chars().allMatch(c -> c == '\t' || (c >= ' ' && c <= 0xff && c != 0x7f));
    }
}
