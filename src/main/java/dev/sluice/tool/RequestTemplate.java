package dev.sluice.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The workspace request that a tool becomes.
 *
 * @param method HTTP method
 * @param path with {@code {parameter}} where a parameter goes, percent-encoded as one segment
 * @param repeatable whether sending it twice does no harm
 * @param body names of the parameters that make the JSON body; null for a request without one
 */
public record RequestTemplate(
        String method,
        String path,
        boolean repeatable,
        @Nullable List<String> body) {
    private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+)\\}");

    static RequestTemplate of(JsonNode declared) {
        List<String> body = null;
        if (declared.has("body")) {
            body = new ArrayList<>();
            for (JsonNode name : declared.get("body")) {
                body.add(name.asText());
            }
        }
        return new RequestTemplate(
                declared.required("method").asText(),
                declared.required("path").asText(),
                declared.required("repeatable").asBoolean(),
                body == null ? null : List.copyOf(body));
    }

    /** The path for validated parameters. */
    public String pathFor(ObjectNode params) {
        Matcher parameter = PARAMETER.matcher(path);
        StringBuilder filled = new StringBuilder();
        while (parameter.find()) {
            String value = params.required(parameter.group(1)).asText();
            parameter.appendReplacement(filled, Matcher.quoteReplacement(segment(value)));
        }
        return parameter.appendTail(filled).toString();
    }

    /** The JSON body for validated parameters, or null where the request has none. */
    public @Nullable ObjectNode bodyFor(ObjectNode params) {
        return body == null ? null : params.deepCopy().retain(body);
    }

    // A value that is all dots would climb the path.
    private static String segment(String value) {
        String encoded = URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
        return encoded.matches("\\.+") ? encoded.replace(".", "%2E") : encoded;
    }
}
