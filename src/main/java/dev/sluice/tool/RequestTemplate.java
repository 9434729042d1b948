package dev.sluice.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The workspace request that a tool becomes.
 *
 * @param method HTTP method
 * @param path with {@code {parameter}} where a parameter goes, percent-encoded as one segment
 * @param query names of the parameters that go into the query, where they are given
 * @param repeatable whether sending it twice does no harm
 * @param body makes the JSON body; null for a request without one
 */
public record RequestTemplate(
        String method,
        String path,
        List<String> query,
        boolean repeatable,
        @Nullable BodyTemplate body) {
    // As declared: GET /a/{b}?c&d
    private static final Pattern LINE = Pattern.compile("([A-Z]+) (/[^?]*)(?:\\?(.+))?");
    // Servers may decode %2F and %2E before they resolve a path: what could climb is refused, not encoded.
    private static final Pattern SEGMENT = Pattern.compile("(?!\\.{1,2}\\z)[^/\\\\\\p{Cntrl}]+");

    static RequestTemplate of(JsonNode declared, boolean repeatable) {
        Matcher line = LINE.matcher(declared.required("request").asText());
        if (!line.matches()) {
            throw new IllegalStateException("Not a request: " + declared.required("request"));
        }
        return new RequestTemplate(
                line.group(1),
                line.group(2),
                line.group(3) == null ? List.of() : List.of(line.group(3).split("&")),
                repeatable,
                bodyOf(declared));
    }

    private static @Nullable BodyTemplate bodyOf(JsonNode declared) {
        if (declared.has("sql")) {
            return SqlBody.of(declared.get("sql"));
        }
        return declared.has("body") ? FieldsBody.of(declared.get("body")) : null;
    }

    /**
     * Path and query for validated parameters.
     *
     * @throws dev.sluice.fault.FaultException {@code INVALID_REQUEST} for a value that is not one segment
     */
    public String uriFor(ObjectNode params) {
        StringBuilder filled = new StringBuilder();
        int from = 0;
        for (int open = path.indexOf('{'); open >= 0; open = path.indexOf('{', from)) {
            int close = path.indexOf('}', open);
            String name = path.substring(open + 1, close);
            String value = params.required(name).asText();
            if (!SEGMENT.matcher(value).matches()) {
                throw noSegment(name).asException();
            }
            filled.append(path, from, open).append(encoded(value));
            from = close + 1;
        }
        String uri = filled.append(path, from, path.length()).toString();
        for (String name : query) {
            JsonNode value = params.get(name);
            if (value != null) {
                uri = withQuery(uri, name, value.asText());
            }
        }
        return uri;
    }

    /** The URI with one more query parameter. */
    public static String withQuery(String uri, String name, String value) {
        return uri + (uri.indexOf('?') < 0 ? '?' : '&') + name + '=' + encoded(value);
    }

    /** The JSON body for validated parameters, or null where the request has none. */
    public @Nullable ObjectNode bodyFor(ObjectNode params) {
        return body == null ? null : body.of(params);
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static Fault noSegment(String name) {
        return Fault.of(
                        FaultCode.INVALID_REQUEST,
                        name + " is not an id.",
                        "Give " + name + " without slashes, as the workspace told it.")
                .at("/params/" + name);
    }
}
