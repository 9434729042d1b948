package dev.sluice.sandbox.scim;

import dev.sluice.sandbox.http.Call;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code attributes} and {@code excludedAttributes}: what of a resource is shown. The id always is. RFC 7644 §3.9. */
record Projection(Set<String> wanted, Set<String> excluded) {
    static Projection of(Call call) {
        return new Projection(names(call.query("attributes")), names(call.query("excludedAttributes")));
    }

    private static Set<String> names(@Nullable String list) {
        return Stream.of((list == null ? "" : list).split(","))
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    JsonObject of(JsonObject resource) {
        JsonObject shown = new JsonObject();
        resource.forEach(entry -> {
            String name = entry.getKey().toLowerCase(Locale.ROOT);
            if (name.equals("id") || shows(name)) {
                shown.put(entry.getKey(), narrowed(entry.getValue(), child -> shows(name + "." + child)));
            }
        });
        return shown;
    }

    private boolean shows(String path) {
        if (excluded.contains(path)) {
            return false;
        }
        int dot = path.indexOf('.');
        return wanted.isEmpty()
                || wanted.contains(path)
                || (dot < 0
                        ? wanted.stream().anyMatch(name -> name.startsWith(path + "."))
                        : wanted.contains(path.substring(0, dot)));
    }

    private static Object narrowed(Object value, Predicate<String> shows) {
        if (value instanceof JsonObject object) {
            JsonObject kept = new JsonObject();
            object.forEach(entry -> {
                if (shows.test(entry.getKey().toLowerCase(Locale.ROOT))) {
                    kept.put(entry.getKey(), entry.getValue());
                }
            });
            return kept;
        }
        if (value instanceof JsonArray list) {
            JsonArray kept = new JsonArray();
            list.forEach(each -> kept.add(narrowed(each, shows)));
            return kept;
        }
        return value;
    }
}
