package dev.sluice.sandbox.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Base64;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Members of a request's body or query, read as leniently as protobuf's JSON mapping does: scalars convert, unknown
 * enums are ignored.
 */
public record Fields(JsonObject body) {
    /** The query's parameters; of those that repeat, the last. */
    public static Fields ofQuery(Call call) {
        JsonObject query = new JsonObject();
        call.request().params().forEach(parameter -> query.put(parameter.getKey(), parameter.getValue()));
        return new Fields(query);
    }

    public @Nullable String text(String name) {
        Object value = body.getValue(name);
        if (value instanceof JsonObject || value instanceof JsonArray) {
            throw malformed("string");
        }
        return value == null ? null : value.toString();
    }

    /** A text that must be there, as the older APIs refuse its absence. */
    public String required(String name) {
        return required(text(name), name);
    }

    /** A value that must be there; the same for a query parameter. */
    public static String required(@Nullable String value, String name) {
        if (value == null || value.isEmpty()) {
            throw absent(name);
        }
        return value;
    }

    /** A number that must be there. */
    public long requiredNumber(String name) {
        required(name);
        return Objects.requireNonNull(number(name));
    }

    /** Bytes in base64 that must be there; they may be none. */
    public Buffer bytes(String name) {
        String text = text(name);
        if (text == null) {
            throw absent(name);
        }
        try {
            return Buffer.buffer(Base64.getDecoder().decode(text));
        } catch (IllegalArgumentException notBase64) {
            throw Refusal.of(400, "INVALID_PARAMETER_VALUE", name + " must be base64-encoded.");
        }
    }

    public boolean flag(String name) {
        return Boolean.parseBoolean(text(name));
    }

    public @Nullable Long number(String name) {
        Object value = body.getValue(name);
        if (value instanceof Number number) {
            return number.longValue();
        }
        if (value == null) {
            return null;
        }
        try {
            return Long.valueOf(value.toString());
        } catch (NumberFormatException notANumber) {
            throw malformed("int64");
        }
    }

    /** The member as an object; empty where it is absent or null. */
    public JsonObject object(String name) {
        Object value = body.getValue(name);
        if (value == null) {
            return new JsonObject();
        }
        if (value instanceof JsonObject object) {
            return object;
        }
        throw malformed("object");
    }

    public JsonArray list(String name) {
        return body.getValue(name) instanceof JsonArray list ? list : new JsonArray();
    }

    public <E extends Enum<E>> E oneOf(String name, Class<E> type, E otherwise) {
        String value = text(name);
        for (E constant : type.getEnumConstants()) {
            if (value != null && constant.name().equals(value.toUpperCase(Locale.ROOT))) {
                return constant;
            }
        }
        return otherwise;
    }

    private static Refusal absent(String name) {
        return Refusal.of(400, "INVALID_PARAMETER_VALUE", "Missing required field: " + name);
    }

    private static Refusal malformed(String type) {
        return Refusal.of(400, "INVALID_PARAMETER_VALUE", "Error while parsing type: " + type + ".");
    }

    @Override
    public String toString() {
        return "Fields" + body.fieldNames();
    }
}
