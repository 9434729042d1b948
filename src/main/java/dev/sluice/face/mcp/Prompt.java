package dev.sluice.face.mcp;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A task that a person starts from a menu of the client.
 *
 * @param tools what it has the model use, by the names of this face
 * @param text its sentences; {@code {name}} stands for an argument
 */
record Prompt(
        String name,
        String title,
        String description,
        List<Argument> arguments,
        List<String> tools,
        List<String> text) {
    private static final Pattern MARKER = Pattern.compile("\\{([a-z_]+)\\}");

    /** What a person fills in. */
    record Argument(String name, String description, boolean required) {}

    /** The text with these values; a sentence about an argument that was not given is left out. */
    String with(Map<String, String> values) {
        StringBuilder filled = new StringBuilder();
        for (String sentence : text) {
            Matcher marker = MARKER.matcher(sentence);
            if (marker.results().allMatch(found -> values.containsKey(found.group(1)))) {
                filled.append(filled.isEmpty() ? "" : "\n")
                        .append(marker.reset()
                                .replaceAll(found -> Matcher.quoteReplacement(values.get(found.group(1)))));
            }
        }
        return filled.toString();
    }
}
