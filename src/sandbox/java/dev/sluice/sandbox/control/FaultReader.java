package dev.sluice.sandbox.control;

import dev.sluice.sandbox.faults.Fault;
import dev.sluice.sandbox.http.Body;
import dev.sluice.sandbox.http.Reply;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A fault as JSON: {@code method} (any by default), {@code path} (a glob: {@code *} within a segment, {@code **}
 * across), {@code times} (1), and {@code kind} with its own members:
 *
 * <ul>
 *   <li>{@code answer}: {@code status}, {@code headers}, {@code body} (text, or JSON)
 *   <li>{@code delay}: {@code time}, ISO-8601; then the request is handled
 *   <li>{@code reset}: TCP reset without an answer
 *   <li>{@code black_hole}: no answer, ever
 *   <li>{@code cut}: {@code after_bytes} of the body, then TCP reset
 *   <li>{@code drip}: {@code bytes} of the body each {@code every}, ISO-8601
 * </ul>
 */
final class FaultReader {
    private FaultReader() {}

    static Fault read(JsonObject body) {
        return switch (ControlApi.text(body, "kind")) {
            case "answer" -> new Fault.Answer(reply(body));
            case "delay" -> new Fault.Delay(Duration.parse(ControlApi.text(body, "time")));
            case "reset" -> new Fault.Reset();
            case "black_hole" -> new Fault.BlackHole();
            case "cut" -> new Fault.Cut(body.getLong("after_bytes", 0L));
            case "drip" -> new Fault.Drip(body.getInteger("bytes", 1), Duration.parse(ControlApi.text(body, "every")));
            default ->
                throw new IllegalArgumentException(
                        "The kind is one of answer, delay, reset, black_hole, cut and drip.");
        };
    }

    static String kind(Fault fault) {
        return switch (fault) {
            case Fault.Answer answer -> "answer";
            case Fault.Delay delay -> "delay";
            case Fault.Reset reset -> "reset";
            case Fault.BlackHole hole -> "black_hole";
            case Fault.Cut cut -> "cut";
            case Fault.Drip drip -> "drip";
        };
    }

    private static Reply reply(JsonObject body) {
        Object content = body.getValue("body");
        boolean json = content instanceof JsonObject;
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", json ? "application/json" : "text/plain");
        body.getJsonObject("headers", new JsonObject())
                .forEach(header -> headers.put(header.getKey(), String.valueOf(header.getValue())));
        return new Reply(
                body.getInteger("status", 500),
                headers,
                content == null ? Body.EMPTY : Body.of(Buffer.buffer(content.toString())));
    }
}
