package dev.sluice.call.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.tool.Pages;
import org.jspecify.annotations.Nullable;

/** Pages that follow each other by {@code next_page_token}; an empty or absent one ends them. */
final class TokenTurn implements PageTurn {
    private final ObjectNode given;
    private final Pages pages;
    private @Nullable String token;

    TokenTurn(ToolRun run, Pages pages) {
        this.given = run.params();
        this.pages = pages;
    }

    @Override
    public ObjectNode params() {
        if (token == null) {
            return given;
        }
        // The token holds the place; an offset beside it would skip again.
        ObjectNode params = given.deepCopy().put(pages.token(), token);
        params.remove("offset");
        return params;
    }

    @Override
    public boolean past(ObjectNode page, int count) {
        String next = page.path("next_page_token").asText("");
        if (next.isEmpty()) {
            return false;
        }
        token = next;
        return true;
    }

    @Override
    public void close(ObjectNode data, int count, boolean more) {
        data.remove("prev_page_token");
        data.remove("next_page_token");
        if (more && token != null) {
            data.put("next_page_token", token);
        }
        if (data.has("has_more")) {
            data.put("has_more", more);
        }
    }
}
