package dev.sluice.face.rest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.tool.Tool;
import dev.sluice.tool.ToolCatalogue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;

/** The tools that agents may call, with the schemas of their parameters. */
@Path("/api/v1/tools")
public class ToolResource {
    private final ToolCatalogue catalogue;

    ToolResource(ToolCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** One tool as agents and SDKs read it. */
    public record Listed(String provider, Definition definition) {}

    /** What a language model is shown of a tool. */
    public record Definition(
            String name,
            String display_name,
            String description,
            JsonNode input_schema,
            JsonNode output_schema,
            JsonNode annotations) {}

    /** All tools on one page. */
    public record Page(int total_size, List<Listed> tools) {}

    @GET
    public Page list() {
        List<Listed> tools = catalogue.all().stream().map(ToolResource::listed).toList();
        return new Page(tools.size(), tools);
    }

    private static Listed listed(Tool tool) {
        Tool.Definition shown = tool.definition();
        return new Listed(
                tool.connector(),
                new Definition(
                        tool.name(),
                        shown.title(),
                        shown.description(),
                        shown.inputSchema(),
                        shown.outputSchema(),
                        shown.annotations()));
    }
}
