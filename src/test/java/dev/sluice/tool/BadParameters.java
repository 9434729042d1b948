package dev.sluice.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/** Parameters of a tool, right but for one thing. */
final class BadParameters {
    /** Stands in every wrong text. */
    static final String CANARY = "canary-7f3a";

    private static final ObjectMapper JSON = new ObjectMapper();

    private BadParameters() {}

    static ObjectNode of(Tool tool, Random random) {
        JsonNode schema = tool.definition().inputSchema();
        ObjectNode params = valid(schema);
        List<Map.Entry<String, JsonNode>> properties =
                new ArrayList<>(schema.get("properties").properties());
        int flaw = properties.isEmpty() ? 0 : random.nextInt(3);
        if (flaw == 0) {
            params.set(unknownName(random), wrong("any", random));
        } else if (flaw == 1 && !schema.path("required").isEmpty()) {
            JsonNode required = schema.get("required");
            params.remove(required.get(random.nextInt(required.size())).asText());
        } else {
            Map.Entry<String, JsonNode> property = properties.get(random.nextInt(properties.size()));
            params.set(property.getKey(), wrong(property.getValue().get("type").asText(), random));
        }
        return params;
    }

    private static ObjectNode valid(JsonNode schema) {
        ObjectNode params = JSON.createObjectNode();
        for (JsonNode name : schema.path("required")) {
            params.set(name.asText(), valid(schema.at("/properties/" + name.asText()), name.asText()));
        }
        return params;
    }

    private static JsonNode valid(JsonNode property, String name) {
        return switch (property.get("type").asText()) {
            case "integer" -> JSON.getNodeFactory().numberNode(3);
            case "array" -> JSON.createArrayNode().add(valid(property.get("items")));
            case "object" -> JSON.createObjectNode();
            default ->
                JSON.getNodeFactory()
                        .textNode(Stream.of("x", "/x", "7")
                                .filter(text -> text.matches(
                                        property.path("pattern").asText(".*").replace("(?![\\s\\S])", "")))
                                .findFirst()
                                .orElseThrow(() -> new IllegalStateException(name)));
        };
    }

    private static String unknownName(Random random) {
        String[] names = {"", "x", "Statement", "statement_ids", "__proto__", "a/b", "~", "$ref", "💧", "n".repeat(300)
        };
        return names[random.nextInt(names.length)] + random.nextInt(10);
    }

    /** A value that no parameter of this type takes. */
    private static JsonNode wrong(String type, Random random) {
        List<JsonNode> values = new ArrayList<>(List.of(
                JSON.nullNode(),
                JSON.getNodeFactory().numberNode(random.nextDouble() - 2),
                JSON.getNodeFactory().numberNode(Double.NaN),
                deep(1 + random.nextInt(200))));
        if (!type.equals("boolean")) {
            values.add(JSON.getNodeFactory().booleanNode(random.nextBoolean()));
        }
        if (!type.equals("object")) {
            values.add(JSON.createObjectNode().put(CANARY, CANARY));
            values.add(JSON.createObjectNode().set("a", deep(1 + random.nextInt(200))));
        }
        values.add(JSON.createArrayNode().add(CANARY));
        if (!type.equals("string")) {
            values.add(JSON.getNodeFactory().textNode("[" + CANARY + "]"));
        }
        if (type.equals("integer")) {
            values.add(JSON.getNodeFactory().textNode(CANARY + random.nextInt()));
            values.add(JSON.getNodeFactory().numberNode(BigInteger.TEN.pow(19 + random.nextInt(400))));
            values.add(JSON.getNodeFactory().numberNode(-1 - random.nextInt(1_000)));
        } else if (!type.equals("integer")) {
            values.add(JSON.getNodeFactory().numberNode(random.nextInt()));
        }
        return values.get(random.nextInt(values.size()));
    }

    private static JsonNode deep(int levels) {
        JsonNode node = JSON.createArrayNode();
        for (int i = 0; i < levels; i++) {
            node = JSON.createArrayNode().add(node);
        }
        return node;
    }
}
