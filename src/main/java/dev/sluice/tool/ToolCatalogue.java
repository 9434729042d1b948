package dev.sluice.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Every tool there is, from the declarations under {@code catalogue/}. */
@Singleton
public class ToolCatalogue {
    private static final String DECLARATIONS = "/catalogue/databricksworkspace.json";

    private final Map<String, Tool> tools = new LinkedHashMap<>();

    public ToolCatalogue() {
        JsonNode declared = declarations();
        String connector = declared.required("connector").asText();
        String scope = declared.required("scope").asText();
        for (JsonNode declaration : declared.required("tools")) {
            Tool tool = new Declaration(declaration).read(connector, scope);
            tools.put(tool.name(), tool);
        }
    }

    private static JsonNode declarations() {
        try (InputStream file = ToolCatalogue.class.getResourceAsStream(DECLARATIONS)) {
            return new ObjectMapper().readTree(Objects.requireNonNull(file, DECLARATIONS));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Collection<Tool> all() {
        return Collections.unmodifiableCollection(tools.values());
    }

    public boolean has(String name) {
        return tools.containsKey(name);
    }

    /** @throws dev.sluice.fault.FaultException {@code TOOL_NOT_FOUND}, with the nearest name there is */
    public Tool get(String name) {
        Tool tool = tools.get(name);
        if (tool == null) {
            String nearest = NearestName.to(name.toLowerCase(Locale.ROOT), tools.keySet());
            throw Fault.of(
                            FaultCode.TOOL_NOT_FOUND,
                            "There is no such tool.",
                            nearest == null
                                    ? "GET /api/v1/tools lists the tools there are."
                                    : "Did you mean " + nearest + "?")
                    .at("/tool_name")
                    .asException();
        }
        return tool;
    }
}
