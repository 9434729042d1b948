package dev.sluice.sandbox.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** One request: its id, path, query and, once read, its body. Confined to the event loop that took it. */
public final class Call {
    private final HttpServerRequest request;
    private final String requestId;
    private final long startedNanos = System.nanoTime();
    private final String path;
    private Buffer body = Buffer.buffer();
    private Map<String, String> pathParameters = Map.of();
    private String actor = "-";
    private String route = "-";

    public Call(HttpServerRequest request) {
        this.request = request;
        // Not secret, only unique: the thread's own generator keeps bursts cheap.
        ThreadLocalRandom random = ThreadLocalRandom.current();
        this.requestId = new UUID((random.nextLong() & ~0xF000L) | 0x4000L, (random.nextLong() >>> 2) | Long.MIN_VALUE)
                .toString();
        String raw = request.path() == null ? "/" : request.path();
        this.path = raw.length() > 1 && raw.endsWith("/") ? raw.substring(0, raw.length() - 1) : raw;
    }

    public HttpServerRequest request() {
        return request;
    }

    public String requestId() {
        return requestId;
    }

    public String method() {
        return request.method().name();
    }

    /** The path without query and without a trailing slash: the real API takes both spellings. */
    public String path() {
        return path;
    }

    List<String> segments() {
        return List.of(path.split("/", -1));
    }

    public long elapsedMillis() {
        return (System.nanoTime() - startedNanos) / 1_000_000;
    }

    public @Nullable String header(String name) {
        return request.getHeader(name);
    }

    public @Nullable String query(String name) {
        return request.getParam(name);
    }

    /** All values of a parameter that may repeat. */
    public List<String> queries(String name) {
        return request.params().getAll(name);
    }

    public String pathParameter(String name) {
        String value = pathParameters.get(name);
        if (value == null) {
            throw new IllegalStateException("The route has no parameter " + name);
        }
        return value;
    }

    public Buffer body() {
        return body;
    }

    /** The body as a JSON object; an absent body reads as an empty one, whatever the Content-Type says. */
    public JsonObject json() {
        if (body.length() == 0) {
            return new JsonObject();
        }
        try {
            return body.toJsonObject();
        } catch (DecodeException | ClassCastException malformed) {
            throw Refusal.of(
                    400,
                    "MALFORMED_REQUEST",
                    "Invalid JSON given in the body of the request - failed to parse given JSON");
        }
    }

    /** Scheme, host and port as the caller spelled them. */
    public String origin() {
        return request.scheme() + "://" + request.authority();
    }

    /** The host alone, as the caller spelled it. */
    public String host() {
        return request.authority() == null ? "localhost" : request.authority().host();
    }

    /** The port that the caller reached. */
    public int port() {
        return request.localAddress().port();
    }

    /** Who called, for the journal: a client id, or "-" while unknown. */
    public String actor() {
        return actor;
    }

    public void actor(String who) {
        this.actor = who;
    }

    /** The template that matched, for the journal, or "-". */
    public String route() {
        return route;
    }

    void matched(String template, Map<String, String> parameters) {
        this.route = template;
        this.pathParameters = parameters;
    }

    public void body(Buffer content) {
        this.body = content;
    }
}
