package dev.sluice.workspace;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an error answer says, whichever of Databricks' shapes it has: the standard object (whose {@code error_code} may
 * be a number), API 1.2's {@code error}, SCIM's {@code detail}, OAuth's pair, {@code CODE: message} as plain text, HTML
 * with the text in {@code <pre>} or {@code <title>}, or nothing.
 */
record ErrorBody(@Nullable String code, String message) {
    // Longer answers are no errors that a workspace sends; longer messages tell nothing more.
    private static final int LONGEST_BODY = 1024 * 1024;
    private static final int LONGEST_MESSAGE = 16 * 1024;
    private static final Pattern CODED_TEXT = Pattern.compile("^([A-Z_]{3,}): (.*)$", Pattern.DOTALL);
    private static final Pattern HTML_TEXT =
            Pattern.compile("<(pre|title)>(.*?)</\\1>", Pattern.DOTALL | Pattern.CASE_INSENSITIVE);

    ErrorBody {
        message = message.length() <= LONGEST_MESSAGE ? message : message.substring(0, LONGEST_MESSAGE);
    }

    static ErrorBody of(WorkspaceResponse response) {
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
        return ofText(text.length() <= LONGEST_MESSAGE ? text : text.substring(0, LONGEST_MESSAGE));
    }

    private static ErrorBody ofJson(JsonObject json) {
        String message = first(json, "message", "error_description", "detail", "error");
        String code = first(json, "error_code", "error", "scimType");
        return new ErrorBody(code.isEmpty() ? null : code, message);
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
