package dev.sluice.face.proxy;

import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;
import dev.sluice.fault.FaultException;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How a request is framed, and to whom it is addressed: what two servers may read differently is refused. */
final class Framing {
    private static final String CONTINUE = "100-continue";
    // What Java's own client offers on every plain connection.
    private static final String HTTP_2 = "h2c";

    private Framing() {}

    /** @throws FaultException {@code INVALID_REQUEST} */
    static void check(HttpServerRequest request) {
        if (!request.uri().startsWith("/")) {
            throw refused("The request's target is not a path.", "Send the path alone in the request line.");
        }
        if (request.version() == HttpVersion.HTTP_1_0) {
            throw refused("The request is HTTP/1.0.", "Use HTTP/1.1 or HTTP/2.");
        }
        if (request.version() == HttpVersion.HTTP_1_1 && all(request, "host").size() != 1) {
            throw refused("The request has not exactly one Host header.", "Send one.");
        }
        List<String> codings = all(request, "transfer-encoding");
        List<String> lengths = all(request, "content-length");
        if (!codings.isEmpty() && (codings.size() > 1 || !codings.getFirst().equalsIgnoreCase("chunked"))) {
            throw refused("The body has a transfer coding other than chunked.", "Send it with a Content-Length.");
        }
        if (lengths.size() > 1 || (!lengths.isEmpty() && !codings.isEmpty())) {
            throw refused("The body's length is told twice.", "Send one Content-Length and no Transfer-Encoding.");
        }
        if (!lengths.isEmpty() && !lengths.getFirst().matches("\\d{1,18}")) {
            throw refused("The Content-Length is no number.", "Send the body's length in bytes.");
        }
        List<String> upgrades = all(request, "upgrade");
        if (upgrades.stream()
                .anyMatch(protocol -> !protocol.toLowerCase(Locale.ROOT).equals(HTTP_2))) {
            throw refused("The request asks for another protocol.", "Send it without Upgrade.");
        }
        List<String> expectations = all(request, "expect");
        if (expectations.stream().anyMatch(expected -> !expected.equalsIgnoreCase(CONTINUE))) {
            throw refused("The request expects what is not done here.", "Expect 100-continue or nothing.");
        }
    }

    /** How long the body was announced to be; zero where there is none, negative where only its end will tell. */
    static long length(HttpServerRequest request) {
        String length = request.getHeader("content-length");
        if (length != null && length.matches("\\d{1,18}")) {
            return Long.parseLong(length);
        }
        boolean untold = isChunked(request) || request.version() == HttpVersion.HTTP_2;
        return untold ? -1 : 0;
    }

    static boolean isChunked(HttpServerRequest request) {
        return request.headers().contains("transfer-encoding");
    }

    static boolean waitsToBeAsked(HttpServerRequest request) {
        return request.headers().contains("expect");
    }

    /** The one value of a header that says who asks or as whom, which some SDKs send twice. */
    static @Nullable String only(HttpServerRequest request, String name) {
        Set<String> values = Set.copyOf(all(request, name));
        if (values.size() > 1) {
            throw refused("The request has two different values of " + name + ".", "Send one.");
        }
        return values.isEmpty() ? null : values.iterator().next();
    }

    private static List<String> all(HttpServerRequest request, String name) {
        return request.headers().getAll(name);
    }

    private static FaultException refused(String detail, String hint) {
        return Fault.of(FaultCode.INVALID_REQUEST, detail, hint).asException();
    }
}
