package dev.sluice.tool;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How a workspace gives a list in pages, and how much of it a call collects.
 *
 * @param by what leads to the next page
 * @param items the member that holds the list; null for an object whose inner lists come in pages, told and not merged
 * @param token the tool's parameter that carries a page token
 * @param size the query parameter for the page size, if the workspace takes one
 * @param page the largest page that the workspace gives, or that is worth asking for
 * @param limit the tool's parameter for how many the caller wants, if it has one
 * @param most how many are collected when the caller does not say
 */
public record Pages(
        By by,
        @Nullable String items,
        String token,
        @Nullable String size,
        int page,
        @Nullable String limit,
        int most) {
    private static final int MOST = 1_000;

    /** What leads to the next page. */
    public enum By {
        /** {@code next_page_token} of the page before. */
        TOKEN,
        /** {@code startIndex}, counted from 1 (SCIM, RFC 7644 §3.4.2.4). */
        INDEX,
        /** Nothing: the workspace gives everything at once, and the call gives a slice by {@code offset} and {@code limit}. */
        SLICE
    }

    static Pages of(JsonNode declared) {
        By by = By.valueOf(declared.required("by").asText().toUpperCase(Locale.ROOT));
        return new Pages(
                by,
                declared.path("items").asText(null),
                declared.path("token").asText("page_token"),
                declared.path("size").asText(null),
                declared.path("page").asInt(MOST),
                by == By.SLICE ? "limit" : declared.path("limit").asText(null),
                declared.path("default").asInt(MOST));
    }
}
