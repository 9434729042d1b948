package dev.sluice.workspace;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an error answer says, whichever of Databricks' shapes it has: the standard object with its details, the edge's
 * whose {@code error_code} is a number, API 1.2's {@code error}, SCIM's {@code detail}, OAuth's pair, {@code CODE:
 * message} as plain text, HTML with the text in {@code <pre>} or {@code <title>}, a redirect's target, or nothing.
 *
 * @param code a symbol; the edge's numbers only repeat the status
 * @param text the message; what {@code details} add stands on lines of its own behind it
 */
record ErrorBody(@Nullable String code, String text) {
    // Longer answers are no errors that a workspace sends.
    private static final int LONGEST_BODY = 1024 * 1024;
    private static final int LONGEST_TEXT = 16 * 1024;
    private static final String SCIM_ERROR = "urn:ietf:params:scim:api:messages:2.0:Error";
    private static final Pattern NUMBER = Pattern.compile("\\d*");
    private static final Pattern CODED_TEXT = Pattern.compile("^([A-Z_]{3,}): (.*)$", Pattern.DOTALL);
    private static final Pattern HTML_TEXT =
            Pattern.compile("<(pre|title)>(.*?)</\\1>", Pattern.DOTALL | Pattern.CASE_INSENSITIVE);

    static ErrorBody of(WorkspaceResponse response) {
        if (response.status() >= 300 && response.status() < 400) {
            String target = response.headers().get("location");
            return new ErrorBody(null, target == null ? "" : target);
        }
        int length = Math.min(response.body().length(), LONGEST_BODY);
        String text = response.body()
                .getString(0, length, StandardCharsets.UTF_8.name())
                .strip();
        if (text.startsWith("{")) {
            try {
                return ofJson(new JsonObject(text));
            } catch (DecodeException notJson) {
                return new ErrorBody(null, "");
            }
        }
        return ofText(text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT));
    }

    private static ErrorBody ofJson(JsonObject json) {
        String code = first(json, "error_code", "error", "scimType");
        boolean scim = json.getValue("schemas") instanceof JsonArray schemas && schemas.contains(SCIM_ERROR);
        if (scim && code.isEmpty()) {
            code = "SCIM_" + first(json, "status");
        }
        String message = first(json, "message", "error_description", "detail", "error");
        return new ErrorBody(NUMBER.matcher(code).matches() ? null : code, message.strip() + details(json));
    }

    // google.rpc.ResourceInfo has a description, BadRequest has field violations.
    private static String details(JsonObject json) {
        StringBuilder added = new StringBuilder();
        if (json.getValue("details") instanceof JsonArray details) {
            for (Object detail : details) {
                if (detail instanceof JsonObject one) {
                    add(added, "\n", one.getValue("description"));
                    if (one.getValue("field_violations") instanceof JsonArray fields
                            && !fields.isEmpty()
                            && fields.getValue(0) instanceof JsonObject field) {
                        add(added, "\nfield_violation: ", field.getValue("field"));
                    }
                }
            }
        }
        return added.toString();
    }

    private static void add(StringBuilder text, String before, @Nullable Object value) {
        if (value instanceof String string && !string.isEmpty()) {
            text.append(before).append(string);
        }
    }

    private static String first(JsonObject json, String... names) {
        for (String name : names) {
            Object value = json.getValue(name);
            if (value instanceof String || value instanceof Number) {
                return value.toString();
            }
        }
        return "";
    }

    private static ErrorBody ofText(String text) {
        Matcher html = HTML_TEXT.matcher(text);
        if (text.startsWith("<") && html.find()) {
            return ofText(html.group(2).strip());
        }
        Matcher coded = CODED_TEXT.matcher(text);
        return coded.matches() ? new ErrorBody(coded.group(1), coded.group(2)) : new ErrorBody(null, text);
    }

    @Override
    public String toString() {
        return "ErrorBody[code=" + code + "]";
    }
}
