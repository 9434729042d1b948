package dev.sluice.face.rest.admin;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.sluice.caller.ToolPolicy;
import dev.sluice.tool.ToolCatalogue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What to call a new API client or key, and what it may do: everything, if no scope and no policy is named. */
@JsonNaming(SnakeCaseStrategy.class)
record NewCredential(
        @Nullable String name,
        @Nullable List<String> scopes,
        @Nullable PolicyForm toolPolicy) {

    List<String> scopesOrNone() {
        return scopes == null ? List.of() : scopes;
    }

    ToolPolicy policy(ToolCatalogue catalogue) {
        return PolicyForm.read(toolPolicy, "/tool_policy", catalogue);
    }
}
