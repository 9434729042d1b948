package dev.sluice.caller;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which tools an API client or key may use, and whether for reading alone.
 *
 * @param tools names, or beginnings of names followed by {@code *}; empty for all tools
 * @param readOnly whether only what changes nothing is allowed
 */
public record ToolPolicy(List<String> tools, boolean readOnly) {
    /** The entry of a list that allows requests of the caller's own at a workspace, which no other entry does. */
    public static final String OWN_REQUESTS = "workspace_proxy";

    /** Everything is allowed. */
    public static final ToolPolicy OPEN = new ToolPolicy(List.of(), false);

    // The name of no tool: what two lists without a common one allow.
    private static final List<String> NOTHING = List.of("none");

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

    /** Whether the list lets the caller send requests of its own: a {@code *} means tools, and no such requests. */
    public boolean allowsOwnRequests() {
        return tools.isEmpty() || tools.contains(OWN_REQUESTS);
    }

    /** Whether an entry of a list means this tool. */
    public static boolean matches(String entry, String tool) {
        return entry.endsWith("*") ? tool.startsWith(entry.substring(0, entry.length() - 1)) : entry.equals(tool);
    }

    /** What both policies allow. */
    public ToolPolicy and(ToolPolicy other) {
        return new ToolPolicy(common(tools, other.tools), readOnly || other.readOnly);
    }

    private static List<String> common(List<String> some, List<String> others) {
        if (some.isEmpty() || others.isEmpty()) {
            return some.isEmpty() ? others : some;
        }
        List<String> both = some.stream()
                .flatMap(one -> others.stream().flatMap(other -> narrower(one, other)))
                .distinct()
                .toList();
        return both.isEmpty() ? NOTHING : both;
    }

    // Two beginnings of names have in common what begins with the longer one.
    private static Stream<String> narrower(String one, String other) {
        return matches(one, other) ? Stream.of(other) : matches(other, one) ? Stream.of(one) : Stream.empty();
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
