package dev.sluice.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;
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
    // Servers may decode %2F and %2E before they resolve a path: what could climb is refused, not encoded.
    private static final Pattern SEGMENT = Pattern.compile("(?!\\.{1,2}\\z)[^/\\\\\\p{Cntrl}]+");

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

    /**
     * The path for validated parameters.
     *
     * @throws dev.sluice.fault.FaultException {@code INVALID_REQUEST} for a value that is not one segment
     */
    public String pathFor(ObjectNode params) {
        Matcher parameter = PARAMETER.matcher(path);
        StringBuilder filled = new StringBuilder();
        while (parameter.find()) {
            String name = parameter.group(1);
            String value = params.required(name).asText();
            if (!SEGMENT.matcher(value).matches()) {
                throw noSegment(name).asException();
            }
            parameter.appendReplacement(filled, Matcher.quoteReplacement(encoded(value)));
        }
        return parameter.appendTail(filled).toString();
    }

    /** The JSON body for validated parameters, or null where the request has none. */
    public @Nullable ObjectNode bodyFor(ObjectNode params) {
        return body == null ? null : params.deepCopy().retain(body);
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
