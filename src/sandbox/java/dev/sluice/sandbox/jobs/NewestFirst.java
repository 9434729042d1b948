package dev.sluice.sandbox.jobs;

import dev.sluice.sandbox.http.Refusal;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list that begins with the newest. Tokens name a place in it and not a distance from its head, so that
 * what is added between two pages shifts nothing.
 *
 * @param next null on the last page
 * @param previous null on the first
 */
record NewestFirst<T>(
        List<T> items, @Nullable String next, @Nullable String previous) {
    private static final Pattern PLACE = Pattern.compile("(older|newer)=(\\d{1,18})");

    /** What is listed from the newest to the oldest. */
    interface Numbered {
        /** Its place among its kind; what is newer has a higher one. */
        long number();
    }

    static <T extends Numbered> NewestFirst<T> cut(List<T> all, ListRequest request) {
        int from = request.token() == null
                ? (int) Math.min(request.offset(), all.size())
                : from(all, place(request.token()), request.limit());
        int to = Math.min(all.size(), from + request.limit());
        return new NewestFirst<>(
                all.subList(from, to),
                to < all.size() && to > from ? token("older", all.get(to - 1)) : null,
                from > 0 && to > from ? token("newer", all.get(from)) : null);
    }

    /** The list's answer: its name is absent where the page is empty. */
    JsonObject toJson(String name, Function<T, JsonObject> write) {
        JsonObject body = new JsonObject();
        if (!items.isEmpty()) {
            JsonArray written = new JsonArray();
            items.forEach(item -> written.add(write.apply(item)));
            body.put(name, written);
        }
        body.put("has_more", next != null);
        if (next != null) {
            body.put("next_page_token", next);
        }
        if (previous != null) {
            body.put("prev_page_token", previous);
        }
        return body;
    }

    private static <T extends Numbered> int from(List<T> all, Matcher place, int limit) {
        long number = Long.parseLong(place.group(2));
        if (place.group(1).equals("older")) {
            return (int) all.stream().filter(item -> item.number() >= number).count();
        }
        return (int) Math.max(
                0, all.stream().filter(item -> item.number() > number).count() - limit);
    }

    private static String token(String direction, Numbered item) {
        byte[] place = (direction + "=" + item.number()).getBytes(StandardCharsets.US_ASCII);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(place);
    }

    private static Matcher place(String token) {
        try {
            Matcher place = PLACE.matcher(new String(Base64.getUrlDecoder().decode(token), StandardCharsets.US_ASCII));
            if (place.matches()) {
                return place;
            }
        } catch (IllegalArgumentException notBase64) {
            // Refused below, as what is not a place is.
        }
        throw Refusal.field("page_token", "Invalid page token.");
    }
}
