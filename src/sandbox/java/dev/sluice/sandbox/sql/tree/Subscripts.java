package dev.sluice.sandbox.sql.tree;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Databricks counts the elements of an array from 0, DuckDB from 1. */
final class Subscripts {
    private Subscripts() {}

    /** Corrects {@code array[number]}; a subscript that is no plain number may be a map's key and stays. */
    static void fromZero(ObjectNode node) {
        if (!Nodes.type(node).equals("ARRAY_EXTRACT")) {
            return;
        }
        ArrayNode children = (ArrayNode) node.path("children");
        JsonNode value = children.path(1).path("value");
        if (value.path("type").path("id").asText("").equals("INTEGER")
                && value.path("value").isInt()) {
            ((ObjectNode) value).put("value", value.path("value").asInt() + 1);
        }
    }
}
