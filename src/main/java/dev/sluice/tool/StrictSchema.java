package dev.sluice.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A schema as OpenAI's strict mode takes it: every member is required, what may be left out may be null, and bounds are
 * left to the gateway, which checks them in any case and takes such a null for a member that is left out.
 */
final class StrictSchema {
    private static final List<String> KEPT = List.of("type", "description", "enum");

    private StrictSchema() {}

    /** Nothing where the schema has an object whose members it does not name. */
    static Optional<ObjectNode> of(JsonNode schema) {
        return isClosed(schema) ? Optional.of(strict(schema)) : Optional.empty();
    }

    private static boolean isClosed(JsonNode schema) {
        boolean object = schema.path("type").asText().equals("object");
        if (object && schema.path("additionalProperties").asBoolean(true)) {
            return false;
        }
        return schema.path("properties")
                        .propertyStream()
                        .map(Map.Entry::getValue)
                        .allMatch(StrictSchema::isClosed)
                && (!schema.has("items") || isClosed(schema.get("items")));
    }

    private static ObjectNode strict(JsonNode schema) {
        ObjectNode strict = JsonNodeFactory.instance.objectNode();
        KEPT.stream().filter(schema::has).forEach(name -> strict.set(name, schema.get(name)));
        if (schema.has("items")) {
            strict.set("items", strict(schema.get("items")));
        }
        if (schema.path("type").asText().equals("object")) {
            ObjectNode properties = strict.putObject("properties");
            ArrayNode required = strict.putArray("required");
            schema.path("properties").properties().forEach(member -> {
                ObjectNode value = strict(member.getValue());
                properties.set(member.getKey(), isRequired(schema, member.getKey()) ? value : orNull(value));
                required.add(member.getKey());
            });
            strict.put("additionalProperties", false);
        }
        return strict;
    }

    static boolean isRequired(JsonNode schema, String name) {
        for (JsonNode required : schema.path("required")) {
            if (required.asText().equals(name)) {
                return true;
            }
        }
        return false;
    }

    static boolean allowsNull(JsonNode schema) {
        for (JsonNode type : schema.path("type")) {
            if (type.asText().equals("null")) {
                return true;
            }
        }
        return false;
    }

    private static ObjectNode orNull(ObjectNode schema) {
        if (!allowsNull(schema)) {
            JsonNode type = schema.get("type");
            schema.putArray("type").add(type).add("null");
            if (schema.get("enum") instanceof ArrayNode values) {
                schema.set("enum", values.deepCopy().addNull());
            }
        }
        return schema;
    }
}
