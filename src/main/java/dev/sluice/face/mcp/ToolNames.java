package dev.sluice.face.mcp;

import dev.sluice.tool.Tool;
import dev.sluice.tool.ToolCatalogue;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What tools are called here: without their connector's name, as clients put a name of their own before them and some
 * models take no more than 64 characters.
 */
@Singleton
final class ToolNames {
    static final String CONNECTOR = "databricksworkspace_";

    private final Map<String, Tool> tools = new HashMap<>();

    ToolNames(ToolCatalogue catalogue) {
        for (Tool tool : catalogue.all()) {
            tools.put(tool.name(), tool);
            tools.put(shortened(tool.name()), tool);
        }
    }

    static String of(Tool tool) {
        return shortened(tool.name());
    }

    /** A text with the tools in it called as they are here. */
    static String shortened(String text) {
        return text.replace(CONNECTOR, "");
    }

    /** The tool of this name, short or long. */
    Optional<Tool> find(String name) {
        return Optional.ofNullable(tools.get(name));
    }
}
