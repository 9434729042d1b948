package dev.sluice.sandbox.sql.tree;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.sandbox.sql.type.DuckTypes;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Names result columns that have no alias as Databricks does, such as {@code count(1)} and {@code (a + 1)}. */
final class ColumnNames {
    private static final Map<String, String> COMPARISONS = Map.of(
            "COMPARE_EQUAL", "=",
            "COMPARE_NOTEQUAL", "!=",
            "COMPARE_LESSTHAN", "<",
            "COMPARE_LESSTHANOREQUALTO", "<=",
            "COMPARE_GREATERTHAN", ">",
            "COMPARE_GREATERTHANOREQUALTO", ">=",
            "COMPARE_NOT_DISTINCT_FROM", "<=>");

    private ColumnNames() {}

    /** Gives an alias to each item of the query's select list that has none and that can be named, before it is rewritten. */
    static void give(ObjectNode query) {
        for (JsonNode item : query.path("select_list")) {
            // A column has its own name; an alias equal to it would hide a misspelt one from DuckDB.
            boolean unnamed = item.path("alias").asText("").isEmpty() && !Nodes.isExpression(item, "COLUMN_REF");
            if (unnamed) {
                String name = name(item);
                if (name != null) {
                    ((ObjectNode) item).put("alias", name);
                }
            }
        }
    }

    private static @Nullable String name(JsonNode node) {
        return switch (node.path("class").asText("")) {
            case "COLUMN_REF" -> last(node.path("column_names"));
            case "CONSTANT" -> constant(node.path("value"));
            case "FUNCTION" -> call(node);
            case "WINDOW" ->
                after(
                        list(
                                node.path("children"),
                                ", ",
                                node.path("function_name").asText() + "(",
                                ")"),
                        " OVER (...)");
            case "COMPARISON" ->
                binary(COMPARISONS.getOrDefault(Nodes.type(node), "?"), node.path("left"), node.path("right"));
            case "CONJUNCTION" ->
                list(node.path("children"), Nodes.type(node).equals("CONJUNCTION_AND") ? " AND " : " OR ", "(", ")");
            case "CAST" -> cast(node);
            case "CASE" -> "CASE ... END";
            case "SUBQUERY" -> "scalarsubquery()";
            case "OPERATOR" -> operator(node.path("children"), Nodes.type(node));
            case "BETWEEN" -> "between(...)";
            default -> null;
        };
    }

    private static @Nullable String operator(JsonNode operands, String type) {
        return switch (type) {
            case "OPERATOR_NOT" -> list(operands, "", "(NOT ", ")");
            case "OPERATOR_IS_NULL" -> list(operands, "", "(", " IS NULL)");
            case "OPERATOR_IS_NOT_NULL" -> list(operands, "", "(", " IS NOT NULL)");
            case "OPERATOR_COALESCE" -> list(operands, ", ", "coalesce(", ")");
            case "ARRAY_EXTRACT" -> after(list(operands, "[", "", ""), "]");
            case "STRUCT_EXTRACT" -> list(operands, ".", "", "");
            case "COMPARE_IN" -> list(operands, ", ", "in(", ")");
            default -> null;
        };
    }

    private static @Nullable String call(JsonNode node) {
        String function = node.path("function_name").asText();
        JsonNode children = node.path("children");
        if (function.equals("count_star")) {
            return "count(1)";
        }
        if (function.equals("unnest") || function.equals("explode")) {
            return "col";
        }
        boolean operator = node.path("is_operator").asBoolean();
        if (function.equals("regexp_full_match")) {
            return list(children, ", ", "RLIKE(", ")");
        }
        if (operator && children.size() == 2) {
            return function.equals("~~")
                    ? list(children, " LIKE ", "", "")
                    : binary(function.equals("//") ? "div" : function, children.get(0), children.get(1));
        }
        if (operator) {
            return list(children, "", "(" + function + " ", ")");
        }
        String distinct = node.path("distinct").asBoolean() ? "DISTINCT " : "";
        return list(children, ", ", function + "(" + distinct, ")");
    }

    private static @Nullable String cast(JsonNode node) {
        String child = name(node.path("child"));
        JsonNode type = node.path("cast_type");
        boolean literal = Nodes.isExpression(node.path("child"), "CONSTANT"); // typed, or a bound value
        if (literal && type.path("id").asText().equals("BOOLEAN")) {
            return Nodes.text(node.path("child")).startsWith("t") ? "true" : "false";
        }
        if (child == null || literal || !type.path("type_info").isNull()) {
            return literal ? child : null;
        }
        return "CAST(" + child + " AS "
                + DuckTypes.parse(type.path("id").asText()).text() + ")";
    }

    private static @Nullable String constant(JsonNode value) {
        if (value.path("is_null").asBoolean()) {
            return "NULL";
        }
        return switch (value.path("type").path("id").asText()) {
            case "DECIMAL" -> {
                int scale = value.path("type").path("type_info").path("scale").asInt();
                yield value.path("value").isIntegralNumber()
                        ? value.path("value")
                                .decimalValue()
                                .movePointLeft(scale)
                                .setScale(scale)
                                .toPlainString()
                        : null;
            }
            case "BOOLEAN" -> value.path("value").asText().toLowerCase(Locale.ROOT);
            default -> value.path("value").isValueNode() ? value.path("value").asText() : null;
        };
    }

    private static @Nullable String binary(String operator, JsonNode left, JsonNode right) {
        String first = name(left);
        String second = name(right);
        return first == null || second == null ? null : "(" + first + " " + operator + " " + second + ")";
    }

    private static @Nullable String list(JsonNode nodes, String separator, String before, String after) {
        StringJoiner names = new StringJoiner(separator, before, after);
        for (JsonNode node : nodes) {
            String name = name(node);
            if (name == null) {
                return null;
            }
            names.add(name);
        }
        return names.toString();
    }

    private static @Nullable String after(@Nullable String name, String suffix) {
        return name == null ? null : name + suffix;
    }

    private static String last(JsonNode names) {
        return names.get(names.size() - 1).asText();
    }
}
