package dev.sluice.call.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Makes an answer fit for agents: integers that a double cannot hold become strings, as JavaScript and protobuf's
 * Struct would change them; values of members that may hold secrets are masked.
 */
final class Tidying {
    private static final long EXACT = (1L << 53) - 1;
    private static final String MASK = "[masked]";
    /** A reference to a secret is none (Databricks: {@code {{secrets/scope/key}}}). */
    private static final Pattern REFERENCE = Pattern.compile("\\{\\{secrets/[^{}]+}}");
    /** What tunes and does not open: switches, small numbers, sizes and times. */
    private static final Pattern HARMLESS = Pattern.compile("true|false|\\d{1,7}(\\.\\d{1,4})?([kmgt]b?|ms|s|min|h)?");

    private static final Pattern SECRET_NAME =
            Pattern.compile("(?i).*(secret|pass|pwd|pin|token|auth|credential|api_?key|access_?key|private).*");

    private final Set<String> redacted;

    private Tidying(Set<String> redacted) {
        this.redacted = redacted;
    }

    /**
     * Tidies an answer in place.
     *
     * @param redacted names of members, anywhere, whose values are masked unless they are plainly harmless
     */
    static ObjectNode tidy(ObjectNode data, Set<String> redacted) {
        new Tidying(redacted).visit(data);
        return data;
    }

    private void visit(JsonNode node) {
        if (node instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> member : object.properties()) {
                member.setValue(
                        redacted.contains(member.getKey()) ? masked(member.getValue()) : exact(member.getValue()));
            }
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, exact(array.get(i)));
            }
        }
    }

    private JsonNode exact(JsonNode value) {
        if (value.isIntegralNumber()
                && !(value.canConvertToLong() && value.longValue() >= -EXACT && value.longValue() <= EXACT)) {
            return TextNode.valueOf(value.asText());
        }
        visit(value);
        return value;
    }

    private static JsonNode masked(JsonNode settings) {
        if (!(settings instanceof ObjectNode object)) {
            return TextNode.valueOf(MASK);
        }
        object.properties().forEach(setting -> {
            if (!harmless(setting.getKey(), setting.getValue().asText())) {
                setting.setValue(TextNode.valueOf(MASK));
            }
        });
        return object;
    }

    private static boolean harmless(String name, String value) {
        return REFERENCE.matcher(value).matches()
                || HARMLESS.matcher(value).matches()
                        && !SECRET_NAME.matcher(name).matches();
    }
}
