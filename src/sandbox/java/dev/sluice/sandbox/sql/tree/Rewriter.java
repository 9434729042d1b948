package dev.sluice.sandbox.sql.tree;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.sandbox.sql.error.Position;
import dev.sluice.sandbox.sql.error.SqlError;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;

/**
 * Looks through a tree from the top: puts every table's place in DuckDB for its name, every function's counterpart for
 * its name, and refuses whatever is not known to be harmless.
 */
final class Rewriter {
    /** Makes sure that no name of a common table expression is that of one of DuckDB's own tables. */
    private static final String CTE_PREFIX = "cte ";

    private static final Set<String> EXPRESSIONS = Set.of(
            "BETWEEN",
            "CASE",
            "CAST",
            "COLUMN_REF",
            "COMPARISON",
            "CONJUNCTION",
            "CONSTANT",
            "DEFAULT",
            "FUNCTION",
            "LAMBDA",
            "OPERATOR",
            "STAR",
            "SUBQUERY",
            "WINDOW");
    private static final Set<String> PLAIN_NODES = Set.of(
            "EMPTY",
            "SUBQUERY",
            "JOIN",
            "EXPRESSION_LIST",
            "LIMIT_MODIFIER",
            "LIMIT_PERCENT_MODIFIER",
            "ORDER_MODIFIER",
            "DISTINCT_MODIFIER",
            "ORDER_DEFAULT",
            "ASCENDING",
            "DESCENDING");

    private final TableResolver tables;
    private final Functions functions;
    private final IntFunction<Position> positions;
    private final Map<String, String> aliases = new HashMap<>();

    /** @param positions where in the statement an offset of the parsed text comes from */
    Rewriter(TableResolver tables, Functions functions, IntFunction<Position> positions) {
        this.tables = tables;
        this.functions = functions;
        this.positions = positions;
    }

    /** Rewrites one statement of the parser's answer in place. */
    void rewrite(JsonNode statement) {
        visit(statement.path("node"), Set.of());
    }

    private void visit(JsonNode node, Set<String> ctes) {
        if (node instanceof ArrayNode array) {
            array.forEach(element -> visit(element, ctes));
        } else if (node instanceof ObjectNode object) {
            if (object.has("class")) {
                expression(object, ctes);
            } else if (object.has("type")) {
                structure(object, ctes);
            } else {
                object.forEach(member -> visit(member, ctes));
            }
        }
    }

    /** Whether a node of this type is harmless whatever it holds, if that is harmless. */
    static boolean isPlain(String type) {
        return PLAIN_NODES.contains(type) || type.endsWith("_TYPE_INFO") || type.endsWith("_NODE");
    }

    private void structure(ObjectNode node, Set<String> ctes) {
        switch (Nodes.type(node)) {
            case "SELECT_NODE", "SET_OPERATION_NODE", "RECURSIVE_CTE_NODE", "CTE_NODE" -> query(node, ctes);
            case "BASE_TABLE" -> table(node, ctes);
            case "TABLE_FUNCTION" -> {
                functions.tableFunction(node, position(node));
                visit(node.path("function").path("children"), ctes);
            }
            default -> {
                if (!PLAIN_NODES.contains(Nodes.type(node))
                        || node.path("sample").isObject()) {
                    throw SqlError.unsupported(Nodes.type(node).toLowerCase(Locale.ROOT));
                }
                node.forEach(member -> visit(member, ctes));
            }
        }
    }

    private void query(ObjectNode node, Set<String> outer) {
        ColumnNames.give(node);
        Set<String> ctes = commonTables(node, outer);
        if (node.path("sample").isObject()) {
            throw SqlError.unsupported("sample");
        }
        visit(node.path("from_table"), ctes);
        node.properties().forEach(member -> {
            if (!member.getKey().equals("from_table") && !member.getKey().equals("cte_map")) {
                visit(member.getValue(), ctes);
            }
        });
    }

    /** A common table expression sees those before it, and itself only where it is recursive. */
    private Set<String> commonTables(ObjectNode node, Set<String> outer) {
        Set<String> visible = new HashSet<>(outer);
        for (JsonNode entry : node.path("cte_map").path("map")) {
            String name = entry.path("key").asText();
            JsonNode query = entry.path("value").path("query").path("node");
            Set<String> inside = new HashSet<>(visible);
            if (Nodes.type(query).equals("RECURSIVE_CTE_NODE")) {
                inside.add(name.toLowerCase(Locale.ROOT));
                ((ObjectNode) query).put("cte_name", CTE_PREFIX + name);
            }
            visit(query, inside);
            ((ObjectNode) entry).put("key", CTE_PREFIX + name);
            visible.add(name.toLowerCase(Locale.ROOT));
        }
        return visible;
    }

    private void table(ObjectNode node, Set<String> ctes) {
        if (node.path("at_clause").isObject() || node.path("sample").isObject()) {
            throw SqlError.unsupported("time travel and samples of tables");
        }
        String table = node.path("table_name").asText();
        List<String> name = new ArrayList<>();
        for (String part : List.of("catalog_name", "schema_name")) {
            if (!node.path(part).asText("").isEmpty()) {
                name.add(node.path(part).asText());
            }
        }
        name.add(table);
        boolean named = !node.path("alias").asText("").isEmpty();
        if (!named) {
            node.put("alias", table);
        }
        if (name.size() == 1 && ctes.contains(table.toLowerCase(Locale.ROOT))) {
            node.put("table_name", CTE_PREFIX + table);
            return;
        }
        TableResolver.Target target = tables.resolve(name, position(node));
        node.put("catalog_name", target.catalog()).put("schema_name", target.schema());
        node.put("table_name", target.table());
        if (!named) {
            String full = target.name().toLowerCase(Locale.ROOT);
            aliases.put(full, table);
            aliases.put(full.substring(full.indexOf('.') + 1), table);
        }
    }

    private void expression(ObjectNode node, Set<String> ctes) {
        String expressionClass = node.path("class").asText();
        if (!EXPRESSIONS.contains(expressionClass)) {
            throw SqlError.unsupported(expressionClass.toLowerCase(Locale.ROOT));
        }
        switch (expressionClass) {
            case "COLUMN_REF" -> column(node);
            case "CONSTANT" -> constant(node);
            case "CAST" -> visit(node.path("child"), ctes);
            case "FUNCTION" -> {
                node.forEach(member -> visit(member, ctes));
                functions.call(node, position(node));
            }
            case "WINDOW" -> {
                node.forEach(member -> visit(member, ctes));
                functions.window(node, position(node));
            }
            default -> node.forEach(member -> visit(member, ctes));
        }
        Subscripts.fromZero(node);
    }

    /** {@code catalog.schema.table.column} and {@code schema.table.column}: DuckDB knows the table by its alias only. */
    private void column(ObjectNode node) {
        ArrayNode parts = (ArrayNode) node.path("column_names");
        List<String> names = new ArrayList<>();
        parts.forEach(part -> names.add(part.asText()));
        for (int length = Math.min(3, names.size() - 1); length >= 2; length--) {
            String alias =
                    aliases.get(String.join(".", names.subList(0, length)).toLowerCase(Locale.ROOT));
            if (alias != null) {
                parts.removeAll();
                parts.add(alias);
                names.subList(length, names.size()).forEach(parts::add);
                return;
            }
        }
    }

    /** A DOUBLE is printed like a DECIMAL, so its type is kept by a cast. */
    private static void constant(ObjectNode node) {
        if (node.path("value").path("type").path("id").asText("").equals("DOUBLE")) {
            Nodes.replace(node, Nodes.cast(node.deepCopy().put("alias", ""), "DOUBLE"));
        }
    }

    private Position position(JsonNode node) {
        return positions.apply(
                node.path("query_location").canConvertToInt()
                        ? node.path("query_location").asInt()
                        : 0);
    }
}
