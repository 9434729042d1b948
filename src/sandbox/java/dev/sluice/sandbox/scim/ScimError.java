package dev.sluice.sandbox.scim;

import dev.sluice.sandbox.http.Refusal;
import dev.sluice.sandbox.http.Reply;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** Refusals in SCIM's shape, status as text. Databricks REST: error model, shape 4. */
final class ScimError {
    static final String CONTENT_TYPE = "application/scim+json";

    private ScimError() {}

    static Refusal of(int status, @Nullable String scimType, String detail) {
        JsonObject body = new JsonObject()
                .put("detail", detail)
                .put("schemas", new JsonArray().add("urn:ietf:params:scim:api:messages:2.0:Error"));
        if (scimType != null) {
            body.put("scimType", scimType);
        }
        body.put("status", Integer.toString(status));
        return Refusal.reply(Reply.json(status, body).with("Content-Type", CONTENT_TYPE));
    }

    /** Spelled with a capital, as a live workspace did where RFC 7644 has {@code invalidFilter}. */
    static Refusal filter(String detail) {
        return of(400, "InvalidFilter", detail);
    }
}
