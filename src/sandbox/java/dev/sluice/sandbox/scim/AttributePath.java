package dev.sluice.sandbox.scim;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * An attribute such as {@code userName}, {@code name.familyName} or {@code emails.value}. Names compare without case;
 * a list stands for its elements, and an element for its {@code value}. RFC 7643: attribute names.
 */
record AttributePath(List<String> names) {
    static AttributePath of(String text) {
        return new AttributePath(List.of(text.split("\\.")));
    }

    /** All values in the resource, as text; none where the attribute is absent. */
    List<String> in(JsonObject resource) {
        Stream<Object> found = Stream.of(resource);
        for (String name : names) {
            found = found.flatMap(parent -> members(parent, name));
        }
        return found.flatMap(each -> each instanceof JsonObject ? members(each, "value") : Stream.of(each))
                .map(Object::toString)
                .toList();
    }

    private static Stream<Object> members(Object parent, String name) {
        if (!(parent instanceof JsonObject object)) {
            return Stream.empty();
        }
        return object.stream()
                .filter(member -> member.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .flatMap(value -> value instanceof JsonArray list ? list.stream() : Stream.of(value));
    }
}
