package dev.sluice.sandbox.journal;

import io.vertx.core.json.JsonObject;
import java.time.Instant;

/**
 * One request as it was answered.
 *
 * @param at when the answer ended, by the system's clock
 * @param principal client id, or "-"
 * @param route verb and template, or verb and "-" where none matched
 * @param path as it came
 * @param status sent
 * @param bytes of the body that was to be sent
 * @param complete whether the whole answer went out
 */
public record Seen(
        Instant at,
        String requestId,
        String principal,
        String route,
        String path,
        int status,
        long bytes,
        boolean complete) {
    public JsonObject toJson() {
        return new JsonObject()
                .put("at", at.toString())
                .put("request_id", requestId)
                .put("principal", principal)
                .put("route", route)
                .put("path", path)
                .put("status", status)
                .put("bytes", bytes)
                .put("complete", complete);
    }
}
