package dev.sluice.sandbox.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;

/** One answer. Headers are those of this answer alone; {@link StandardHeaders} adds what every answer carries. */
public record Reply(int status, Map<String, String> headers, Body body) {
    private static final String JSON = "application/json";

    public static Reply json(JsonObject body) {
        return json(200, body);
    }

    public static Reply json(int status, JsonObject body) {
        return of(status, JSON, Body.of(body.toBuffer()));
    }

    public static Reply json(Body body) {
        return of(200, JSON, body);
    }

    public static Reply text(int status, String contentType, String body) {
        return of(status, contentType, Body.of(Buffer.buffer(body)));
    }

    public static Reply of(int status, String contentType, Body body) {
        return new Reply(status, Map.of("Content-Type", contentType), body);
    }

    public static Reply empty(int status) {
        return new Reply(status, Map.of(), Body.EMPTY);
    }

    public Reply with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Reply(status, Map.copyOf(more), body);
    }
}
