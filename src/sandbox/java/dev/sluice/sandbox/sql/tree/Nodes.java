package dev.sluice.sandbox.sql.tree;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** Makes and reads nodes of DuckDB's tree. */
final class Nodes {
    private Nodes() {}

    static String type(JsonNode node) {
        return node.path("type").asText("");
    }

    static boolean isExpression(JsonNode node, String expressionClass) {
        return node.path("class").asText("").equals(expressionClass);
    }

    static List<JsonNode> children(JsonNode node) {
        List<JsonNode> children = new ArrayList<>();
        node.path("children").forEach(children::add);
        return children;
    }

    static boolean isText(JsonNode node) {
        return isExpression(node, "CONSTANT")
                && node.path("value").path("type").path("id").asText("").equals("VARCHAR")
                && !node.path("value").path("is_null").asBoolean();
    }

    static String text(JsonNode constant) {
        return constant.path("value").path("value").asText("");
    }

    static ObjectNode string(String value) {
        ObjectNode node = expression("CONSTANT", "VALUE_CONSTANT");
        ObjectNode constant = node.putObject("value");
        constant.putObject("type").put("id", "VARCHAR").putNull("type_info");
        constant.put("is_null", false).put("value", value);
        return node;
    }

    static ObjectNode cast(JsonNode child, String type) {
        ObjectNode node = expression("CAST", "OPERATOR_CAST");
        node.set("child", child);
        node.putObject("cast_type").put("id", type).putNull("type_info");
        node.put("try_cast", false);
        return node;
    }

    static ObjectNode function(String name, List<? extends JsonNode> arguments) {
        ObjectNode node = expression("FUNCTION", "FUNCTION");
        node.put("function_name", name).put("schema", "");
        ArrayNode children = node.putArray("children");
        arguments.forEach(children::add);
        node.putNull("filter");
        node.putObject("order_bys").put("type", "ORDER_MODIFIER").putArray("orders");
        node.put("distinct", false).put("is_operator", false).put("export_state", false);
        return node.put("catalog", "");
    }

    static ObjectNode operator(String name, JsonNode left, JsonNode right) {
        return function(name, List.of(left, right)).put("is_operator", true);
    }

    static ObjectNode isNotNull(JsonNode child) {
        ObjectNode node = expression("OPERATOR", "OPERATOR_IS_NOT_NULL");
        node.putArray("children").add(child.deepCopy());
        return node;
    }

    static ObjectNode and(JsonNode left, JsonNode right) {
        ObjectNode node = expression("CONJUNCTION", "CONJUNCTION_AND");
        node.putArray("children").add(left).add(right);
        return node;
    }

    /** Makes the expression another one under the same alias. */
    static void replace(ObjectNode node, JsonNode by) {
        ObjectNode copy = by.deepCopy();
        copy.put("alias", node.path("alias").asText(""));
        node.removeAll();
        node.setAll(copy);
    }

    private static ObjectNode expression(String expressionClass, String type) {
        return Trees.JSON
                .createObjectNode()
                .put("class", expressionClass)
                .put("type", type)
                .put("alias", "")
                .put("query_location", 0);
    }
}
