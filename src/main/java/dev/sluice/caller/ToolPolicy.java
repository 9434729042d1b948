package dev.sluice.caller;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Which tools an API client or key may use, and whether for reading alone.
 *
 * @param tools names, or beginnings of names followed by {@code *}; empty for all tools
 * @param readOnly whether only what changes nothing is allowed
 */
public record ToolPolicy(List<String> tools, boolean readOnly) {
    /** Everything is allowed. */
    public static final ToolPolicy OPEN = new ToolPolicy(List.of(), false);

    private static final Pattern ENTRY = Pattern.compile("(?=.)[a-z0-9_]{0,100}\\*?");

    public ToolPolicy {
        tools = List.copyOf(tools);
        if (!tools.stream().allMatch(entry -> ENTRY.matcher(entry).matches())) {
            throw new IllegalArgumentException("a policy's entry cannot name a tool");
        }
    }

    /** Whether the list has this tool. Whether the tool only reads is not asked. */
    public boolean names(String tool) {
        return tools.isEmpty() || tools.stream().anyMatch(entry -> matches(entry, tool));
    }

    /** Whether an entry of a list means this tool. */
    public static boolean matches(String entry, String tool) {
        return entry.endsWith("*") ? tool.startsWith(entry.substring(0, entry.length() - 1)) : entry.equals(tool);
    }

    static ToolPolicy stored(String allowedTools, boolean readOnly) {
        return allowedTools.isEmpty() && !readOnly
                ? OPEN
                : new ToolPolicy(allowedTools.isEmpty() ? List.of() : List.of(allowedTools.split(" ")), readOnly);
    }

    String storedTools() {
        return String.join(" ", tools);
    }
}
