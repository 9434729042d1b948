package dev.sluice.sandbox.http;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.function.Function;

/**
 * An error answer in Databricks' own shape, thrown where it is found. Databricks REST: the standard shape carries
 * details that end with a RequestInfo; the edge in front of the APIs writes {@code error_code} as a number.
 */
public final class Refusal extends RuntimeException {
    private static final String TYPE = "type.googleapis.com/google.rpc.";
    private final transient Function<String, Reply> shape;

    private Refusal(String message, Function<String, Reply> shape) {
        super(message, null, false, false);
        this.shape = shape;
    }

    /** The standard shape. Details, if any, come before the RequestInfo. */
    public static Refusal of(int status, String code, String message, JsonObject... details) {
        return new Refusal(message, requestId -> {
            JsonArray all = new JsonArray();
            for (JsonObject detail : details) {
                all.add(detail);
            }
            all.add(new JsonObject()
                    .put("@type", TYPE + "RequestInfo")
                    .put("request_id", requestId)
                    .put("serving_data", ""));
            return Reply.json(
                    status,
                    new JsonObject()
                            .put("error_code", code)
                            .put("message", message)
                            .put("details", all));
        });
    }

    /** 400 INVALID_PARAMETER_VALUE that names the field. */
    public static Refusal field(String field, String message) {
        return of(400, "INVALID_PARAMETER_VALUE", message, violation(field, message));
    }

    /** 400 BAD_REQUEST for a member that must be there. */
    public static Refusal missing(String field) {
        return of(
                400,
                "BAD_REQUEST",
                "Required field is not specified: " + field + ".",
                violation(field, "field is not specified"));
    }

    /** The edge's shape: a numeric code and the reason repeated as a header. */
    public static Refusal edge(int status, String reason, String message) {
        return new Refusal(
                message,
                requestId -> Reply.text(
                                status,
                                "application/json; charset=utf-8",
                                new JsonObject()
                                        .put("error_code", status)
                                        .put("message", message.replace("{request_id}", requestId))
                                        .encode())
                        .with("X-Databricks-Reason-Phrase", reason));
    }

    /** Any other answer that ends the request early. */
    public static Refusal reply(Reply reply) {
        return new Refusal("answered with HTTP " + reply.status(), requestId -> reply);
    }

    public static JsonObject violation(String field, String description) {
        return new JsonObject()
                .put("@type", TYPE + "BadRequest")
                .put(
                        "field_violations",
                        new JsonArray().add(new JsonObject().put("field", field).put("description", description)));
    }

    public static JsonObject resource(String type, String name, String description) {
        return new JsonObject()
                .put("@type", TYPE + "ResourceInfo")
                .put("resource_type", type)
                .put("resource_name", name)
                .put("owner", "")
                .put("description", description);
    }

    public Reply toReply(String requestId) {
        return shape.apply(requestId);
    }
}
