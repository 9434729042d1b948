package dev.sluice.sandbox.http;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list, and the tokens of its neighbours.
 *
 * @param next null on the last page
 * @param previous null on the first page
 */
public record Page<T>(
        List<T> items, @Nullable String next, @Nullable String previous) {

    /**
     * Cuts a page. Absent and 0 mean the server's own size.
     *
     * @param size the caller's wish; larger than {@code most} is cut to it
     * @param sizeField its name in the refusal of a negative or unreadable one
     */
    public static <T> Page<T> of(
            List<T> all, @Nullable String size, @Nullable String token, int most, String sizeField) {
        int offset = token == null || token.isEmpty() ? 0 : offset(token);
        int limit = limit(size, most, sizeField);
        int from = Math.min(offset, all.size());
        int to = Math.min(all.size(), from + limit);
        return new Page<>(
                all.subList(from, to),
                to < all.size() ? token(to) : null,
                from > 0 ? token(Math.max(0, from - limit)) : null);
    }

    /** Adds {@code next_page_token} where there is a next page; only its absence ends a list. */
    public JsonObject close(JsonObject body) {
        return next == null ? body : body.put("next_page_token", next);
    }

    private static int limit(@Nullable String size, int most, String field) {
        if (size == null || size.isEmpty()) {
            return most;
        }
        try {
            int wanted = Integer.parseInt(size);
            if (wanted >= 0) {
                return wanted == 0 ? most : Math.min(wanted, most);
            }
        } catch (NumberFormatException notANumber) {
            // Refused below, as a negative size is.
        }
        throw Refusal.field(field, "The " + field + " field must be 0 or a positive number.");
    }

    private static String token(int offset) {
        byte[] text = ("offset=" + offset).getBytes(StandardCharsets.US_ASCII);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text);
    }

    private static int offset(String token) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.US_ASCII);
            return Integer.parseUnsignedInt(text.replaceFirst("^offset=", ""));
        } catch (IllegalArgumentException notOurs) {
            throw Refusal.field("page_token", "Invalid page token.");
        }
    }
}
