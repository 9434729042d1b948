package dev.sluice.event.webhook;

import dev.sluice.event.Event;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is sent: the same bytes and the same id at each try, so that receivers can drop repeats.
 *
 * @param id {@code webhook-id}
 */
record Payload(String id, String body) {
    private static final String USER_AGENT = "Sluice_Webhooks/0.1.0";

    static Payload of(Event event) {
        JsonObject data = new JsonObject().put("id", event.id());
        put(data, "connected_account_id", event.accountId());
        put(data, "identifier", event.identifier());
        put(data, "connector", event.connector());
        put(data, "old_status", event.oldStatus());
        put(data, "new_status", event.newStatus());
        put(data, "cause", event.cause());
        put(data, "code", event.code());
        put(data, "secret_expires_at", event.secretExpiresAt());
        put(data, "webhook_id", event.webhookId());
        return of(event.id(), event.type(), event.occurredAt(), data);
    }

    /** An event that never was, to see whether a receiver works. */
    static Payload test(String id, String webhook, Instant now) {
        return of(id, "webhook.test", now, new JsonObject().put("id", id).put("webhook_id", webhook));
    }

    private static Payload of(String id, String type, Instant at, JsonObject data) {
        return new Payload(
                id,
                new JsonObject()
                        .put("type", type)
                        .put("timestamp", at.toString())
                        .put("data", data)
                        .encode());
    }

    private static void put(JsonObject data, String name, @Nullable Object value) {
        if (value != null) {
            data.put(name, value.toString());
        }
    }

    Map<String, String> headers(List<SigningSecret> secrets, Instant now) {
        long timestamp = now.getEpochSecond();
        return Map.of(
                "Content-Type",
                "application/json",
                "User-Agent",
                USER_AGENT,
                "webhook-id",
                id,
                "webhook-timestamp",
                Long.toString(timestamp),
                "webhook-signature",
                SigningSecret.signatures(secrets, id, timestamp, body));
    }
}
