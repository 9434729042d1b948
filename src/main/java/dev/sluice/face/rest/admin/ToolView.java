package dev.sluice.face.rest.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.sluice.call.ToolLists.Page;
import dev.sluice.call.ToolLists.Scoped;
import dev.sluice.tool.Tool;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** One tool as agents and SDKs read it. */
@JsonNaming(SnakeCaseStrategy.class)
record ToolView(
        String id,
        String provider,

        @Schema(description = "name, display_name, description, input_schema, output_schema, annotations")
        JsonNode definition,

        boolean isDefault) {

    static ToolView of(Tool tool) {
        return new ToolView("tol_" + tool.name(), tool.connector(), tool.toJson(), true);
    }

    /** A tool, and the account that it would run on. */
    @JsonNaming(SnakeCaseStrategy.class)
    record ScopedView(ToolView tool, String identifier, String connectedAccountId) {
        static ScopedView of(Scoped scoped) {
            return new ScopedView(
                    ToolView.of(scoped.tool()),
                    scoped.account().identifier(),
                    scoped.account().id().value());
        }
    }

    @JsonNaming(SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ToolList(
            int totalSize,
            @Nullable List<ToolView> tools,

            @Schema(description = "With summary, instead of tools") @Nullable
            List<String> toolNames,

            @Schema(description = "Give it as page_token for the next page; absent on the last") @Nullable
            String nextPageToken) {

        static ToolList of(Page<Tool> page, boolean namesAlone) {
            return new ToolList(
                    page.total(),
                    namesAlone ? null : page.tools().stream().map(ToolView::of).toList(),
                    namesAlone ? page.tools().stream().map(Tool::name).toList() : null,
                    next(page));
        }
    }

    @JsonNaming(SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ScopedList(
            int totalSize, List<ScopedView> tools, @Nullable String nextPageToken) {
        static ScopedList of(Page<Scoped> page) {
            return new ScopedList(
                    page.total(), page.tools().stream().map(ScopedView::of).toList(), next(page));
        }
    }

    private static @Nullable String next(Page<?> page) {
        return page.next().isEmpty() ? null : page.next();
    }
}
