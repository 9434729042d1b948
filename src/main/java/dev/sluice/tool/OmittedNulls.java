package dev.sluice.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** Models that must name every member give null for what they mean to leave out. */
final class OmittedNulls {
    private OmittedNulls() {}

    /** The parameters without members that are null, may be left out and may not be null; the caller's are left alone. */
    static ObjectNode without(ObjectNode params, JsonNode schema) {
        if (!hasNull(params)) {
            return params;
        }
        ObjectNode rest = params.deepCopy();
        drop(rest, schema);
        return rest;
    }

    private static boolean hasNull(JsonNode value) {
        return value.isNull() || value.valueStream().anyMatch(OmittedNulls::hasNull);
    }

    private static void drop(JsonNode value, JsonNode schema) {
        if (value instanceof ObjectNode object) {
            List<String> omitted = new ArrayList<>();
            object.properties().forEach(member -> {
                JsonNode declared = schema.path("properties").path(member.getKey());
                if (!member.getValue().isNull()) {
                    drop(member.getValue(), declared);
                } else if (declared.isObject()
                        && !StrictSchema.allowsNull(declared)
                        && !StrictSchema.isRequired(schema, member.getKey())) {
                    omitted.add(member.getKey());
                }
            });
            object.remove(omitted);
        } else if (value.isArray()) {
            value.forEach(element -> drop(element, schema.path("items")));
        }
    }
}
