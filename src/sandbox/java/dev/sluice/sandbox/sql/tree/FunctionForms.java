package dev.sluice.sandbox.sql.tree;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Calls whose arguments have another form in DuckDB, so that neither another name nor a macro would do. */
final class FunctionForms {
    private static final Set<String> UNIT_FIRST =
            Set.of("dateadd", "date_add", "timestampadd", "datediff", "date_diff", "timestampdiff");

    private FunctionForms() {}

    /** Rewrites the call in place if it is one of these. */
    static boolean rewrite(String name, ObjectNode node) {
        List<JsonNode> arguments = Nodes.children(node);
        switch (name) {
            case "concat" -> concat(node, arguments);
            case "struct" -> struct(node, arguments);
            case "named_struct" -> namedStruct(node, arguments);
            case "map" -> map(node, arguments);
            case "collect_list", "array_agg" -> collect(node, arguments, false);
            case "collect_set" -> collect(node, arguments, true);
            case "date_format" -> pattern(node, arguments, "strftime", "TIMESTAMP");
            case "to_date", "to_timestamp" -> {
                return parsed(name, node, arguments);
            }
            default -> {
                return unitFirst(name, node, arguments);
            }
        }
        return true;
    }

    /** NULL if any part is, unlike DuckDB's concat. */
    private static void concat(ObjectNode node, List<JsonNode> parts) {
        JsonNode joined = Nodes.string("");
        for (JsonNode part : parts) {
            joined = part == parts.getFirst() && parts.size() > 1 ? part : Nodes.operator("||", joined, part);
        }
        Nodes.replace(node, joined);
    }

    private static void struct(ObjectNode node, List<JsonNode> members) {
        for (int i = 0; i < members.size(); i++) {
            ObjectNode member = (ObjectNode) members.get(i);
            JsonNode columns = member.path("column_names");
            String fallback = columns.isEmpty()
                    ? "col" + (i + 1)
                    : columns.get(columns.size() - 1).asText();
            String alias = member.path("alias").asText("");
            member.put("alias", alias.isEmpty() ? fallback : alias);
        }
        Nodes.replace(node, Nodes.function("struct_pack", members));
    }

    private static void namedStruct(ObjectNode node, List<JsonNode> arguments) {
        List<JsonNode> members = new ArrayList<>();
        for (int i = 0; i + 1 < arguments.size(); i += 2) {
            members.add(((ObjectNode) arguments.get(i + 1)).put("alias", Nodes.text(arguments.get(i))));
        }
        Nodes.replace(node, Nodes.function("struct_pack", members));
    }

    private static void map(ObjectNode node, List<JsonNode> arguments) {
        List<JsonNode> keys = new ArrayList<>();
        List<JsonNode> values = new ArrayList<>();
        for (int i = 0; i + 1 < arguments.size(); i += 2) {
            keys.add(arguments.get(i));
            values.add(arguments.get(i + 1));
        }
        Nodes.replace(
                node,
                Nodes.function(
                        "map", List.of(Nodes.function("list_value", keys), Nodes.function("list_value", values))));
    }

    /** Databricks leaves NULLs out. */
    private static void collect(ObjectNode node, List<JsonNode> arguments, boolean distinct) {
        node.put("function_name", "list").put("schema", "");
        if (distinct) {
            node.put("distinct", true);
        }
        if (!arguments.isEmpty()) {
            JsonNode present = Nodes.isNotNull(arguments.getFirst());
            JsonNode filter = node.path("filter");
            node.set("filter", filter.isObject() ? Nodes.and(filter, present) : present);
        }
    }

    private static void pattern(ObjectNode node, List<JsonNode> arguments, String function, String type) {
        JsonNode format = arguments.size() > 1 ? arguments.get(1) : Nodes.string("yyyy-MM-dd");
        Nodes.replace(
                node,
                Nodes.function(
                        function,
                        List.of(
                                Nodes.cast(arguments.getFirst(), type),
                                Nodes.string(DatePattern.toStrftime(Nodes.text(format))))));
    }

    private static boolean parsed(String name, ObjectNode node, List<JsonNode> arguments) {
        String type = name.equals("to_date") ? "DATE" : "TIMESTAMP WITH TIME ZONE";
        if (arguments.size() == 1) {
            Nodes.replace(node, Nodes.cast(arguments.getFirst(), type));
        } else {
            pattern(node, arguments, "strptime", "VARCHAR");
            Nodes.replace(node, Nodes.cast(node.deepCopy().put("alias", ""), type));
        }
        return true;
    }

    /** {@code dateadd(DAY, 1, x)}: the unit looks like a column. */
    private static boolean unitFirst(String name, ObjectNode node, List<JsonNode> arguments) {
        if (UNIT_FIRST.contains(name)
                && arguments.size() == 3
                && Nodes.isExpression(arguments.getFirst(), "COLUMN_REF")) {
            String unit = arguments.getFirst().path("column_names").path(0).asText();
            arguments.set(0, Nodes.string(unit.toLowerCase(Locale.ROOT)));
            Nodes.replace(node, Nodes.function(name.endsWith("diff") ? "unit_diff" : "unit_add", arguments));
            node.put("schema", Functions.MACRO_SCHEMA);
            return true;
        }
        return false;
    }
}
