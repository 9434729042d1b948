package dev.sluice.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Parameters of a tool, right but for one thing, which may lie deep. */
public final class BadParameters {
    /** Stands in every wrong text. */
    public static final String CANARY = "canary-7f3a";

    private static final JsonNodeFactory NODES = new ObjectMapper().getNodeFactory();
    private static final List<String> ODD_NAMES =
            List.of("", "x", "Statement", "statement_ids", "__proto__", "a/b", "~", "$ref", "💧", "n".repeat(300));
    /** Longer texts and lists than this are left to tests of their own. */
    private static final int LONGEST = 5_000;

    private BadParameters() {}

    /** Parameters that the tool refuses. */
    public static ObjectNode of(Tool tool, Random random) {
        JsonNode schema = tool.definition().inputSchema();
        ObjectNode params = object(schema);
        spoil(params, schema, random);
        return params;
    }

    /** Parameters that the tool takes: the required ones. */
    public static ObjectNode valid(Tool tool) {
        return object(tool.definition().inputSchema());
    }

    private static ObjectNode object(JsonNode schema) {
        ObjectNode object = NODES.objectNode();
        for (JsonNode name : schema.path("required")) {
            object.set(name.asText(), valid(schema.at("/properties/" + name.asText())));
        }
        return object;
    }

    private static JsonNode valid(JsonNode schema) {
        return switch (types(schema).iterator().next()) {
            case "integer" -> NODES.numberNode(3);
            case "boolean" -> NODES.booleanNode(true);
            case "array" -> NODES.arrayNode().add(valid(schema.get("items")));
            case "object" -> object(schema);
            default ->
                NODES.textNode(Stream.of("x", "/x", "7", "5s")
                        .filter(text -> fits(schema, text))
                        .findFirst()
                        .orElseThrow());
        };
    }

    private static void spoil(ObjectNode object, JsonNode schema, Random random) {
        List<String> names = schema.path("properties").properties().stream()
                .map(Map.Entry::getKey)
                .toList();
        JsonNode required = schema.path("required");
        int flaw = names.isEmpty() ? 0 : random.nextInt(4);
        if (flaw == 0 && !schema.path("additionalProperties").asBoolean(true)) {
            object.set(ODD_NAMES.get(random.nextInt(ODD_NAMES.size())) + random.nextInt(10), anything(random));
        } else if (flaw == 1 && !required.isEmpty()) {
            object.remove(required.get(random.nextInt(required.size())).asText());
        } else {
            String name = names.get(random.nextInt(names.size()));
            object.set(name, wrong(schema.at("/properties/" + name), StrictSchema.isRequired(schema, name), random));
        }
    }

    /** A value that the schema does not take; null is no such value where the member may be left out. */
    private static JsonNode wrong(JsonNode schema, boolean required, Random random) {
        Set<String> types = types(schema);
        if (random.nextBoolean()) {
            if (schema.at("/items/properties").isObject()) {
                ObjectNode item = object(schema.get("items"));
                spoil(item, schema.get("items"), random);
                return NODES.arrayNode().add(valid(schema.get("items"))).add(item);
            }
            if (schema.path("additionalProperties").isObject()) {
                return NODES.objectNode().set("n", wrong(schema.get("additionalProperties"), true, random));
            }
        }
        List<JsonNode> values = ofOtherTypes(types, required, random);
        values.addAll(outOfBounds(schema));
        return values.get(random.nextInt(values.size()));
    }

    private static List<JsonNode> ofOtherTypes(Set<String> types, boolean required, Random random) {
        List<JsonNode> values = new ArrayList<>();
        values.add(NODES.numberNode(random.nextDouble() - 2));
        if (required && !types.contains("null")) {
            values.add(NODES.nullNode());
        }
        if (!types.contains("boolean")) {
            values.add(NODES.booleanNode(random.nextBoolean()));
        }
        if (!types.contains("object")) {
            values.add(NODES.objectNode().put("n", CANARY));
            values.add(NODES.objectNode().set("n", deep(random)));
        }
        if (!types.contains("array")) {
            values.add(NODES.arrayNode().add(CANARY));
            values.add(deep(random));
        }
        if (!types.contains("string")) {
            values.add(NODES.textNode("[\"" + CANARY + "\"]"));
            values.add(NODES.textNode(CANARY + "\u202e💧\u0000\ud83d"));
        }
        if (!types.contains("integer")) {
            values.add(NODES.numberNode(random.nextInt()));
        } else {
            values.add(NODES.textNode(random.nextInt(1_000) + CANARY));
            values.add(NODES.textNode("٧"));
        }
        return values;
    }

    private static List<JsonNode> outOfBounds(JsonNode schema) {
        List<JsonNode> values = new ArrayList<>();
        if (schema.has("minimum")) {
            values.add(NODES.numberNode(schema.get("minimum").bigIntegerValue().subtract(BigInteger.ONE)));
            values.add(NODES.numberNode(BigInteger.TEN.pow(400).negate()));
        }
        if (schema.has("maximum")) {
            values.add(NODES.numberNode(schema.get("maximum").bigIntegerValue().add(BigInteger.ONE)));
            values.add(NODES.textNode(
                    schema.get("maximum").bigIntegerValue().add(BigInteger.ONE).toString()));
            values.add(NODES.numberNode(BigInteger.TEN.pow(400)));
        }
        if (types(schema).contains("string")) {
            Stream.of("", CANARY + "\u0000", "../" + CANARY, CANARY.repeat(LONGEST / CANARY.length()))
                    .filter(text -> !fits(schema, text))
                    .map(NODES::textNode)
                    .forEach(values::add);
        }
        if (schema.path("minItems").asInt() > 0) {
            values.add(NODES.arrayNode());
        }
        if (schema.path("maxItems").asInt(LONGEST) < LONGEST) {
            ArrayNode tooMany = NODES.arrayNode();
            JsonNode item = valid(schema.get("items"));
            for (int i = 0; i <= schema.get("maxItems").asInt(); i++) {
                tooMany.add(item);
            }
            values.add(tooMany);
        }
        return values;
    }

    private static boolean fits(JsonNode schema, String text) {
        int length = text.codePointCount(0, text.length());
        return length >= schema.path("minLength").asInt(0)
                && length <= schema.path("maxLength").asInt(Integer.MAX_VALUE)
                && (!schema.has("pattern")
                        || Pattern.compile(schema.get("pattern").asText())
                                .matcher(text)
                                .find())
                && (!schema.has("enum")
                        || schema.get("enum")
                                .valueStream()
                                .anyMatch(value -> value.asText().equals(text)));
    }

    private static Set<String> types(JsonNode schema) {
        JsonNode type = schema.get("type");
        return type.isArray()
                ? type.valueStream().map(JsonNode::asText).collect(Collectors.toSet())
                : Set.of(type.asText());
    }

    private static JsonNode anything(Random random) {
        return random.nextBoolean() ? NODES.textNode(CANARY) : deep(random);
    }

    private static JsonNode deep(Random random) {
        JsonNode node = NODES.textNode(CANARY);
        for (int i = random.nextInt(200); i >= 0; i--) {
            node = NODES.arrayNode().add(node);
        }
        return node;
    }
}
