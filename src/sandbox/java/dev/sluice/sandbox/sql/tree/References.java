package dev.sluice.sandbox.sql.tree;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Set;

/** The tables, functions and unusual constructs that a tree makes use of. */
final class References {
    private References() {}

    static Set<String> of(JsonNode tree) {
        Set<String> found = new HashSet<>();
        collect(tree, found);
        return found;
    }

    private static void collect(JsonNode node, Set<String> found) {
        if (node.has("table_name")) {
            found.add("table " + node.path("catalog_name").asText() + "|"
                    + node.path("schema_name").asText() + "|"
                    + node.path("table_name").asText());
        } else if (node.has("function_name")) {
            found.add("function " + node.path("function_name").asText());
        } else if (!node.has("class") && node.path("type").isTextual() && !Rewriter.isPlain(Nodes.type(node))) {
            found.add("node " + Nodes.type(node));
        }
        node.forEach(member -> collect(member, found));
    }
}
