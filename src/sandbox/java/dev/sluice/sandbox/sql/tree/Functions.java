package dev.sluice.sandbox.sql.tree;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.sandbox.sql.error.Position;
import dev.sluice.sandbox.sql.error.SqlError;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The functions that a statement may call: DuckDB's own where they mean the same, under Databricks' name, and macros
 * elsewhere. A name on neither list is refused, so nothing of DuckDB's own can be reached by its name.
 */
public final class Functions {
    /** The DuckDB schema that holds the macros. */
    public static final String MACRO_SCHEMA = "spark";

    /** What DuckDB's parser itself writes for syntax such as {@code LIKE}, {@code EXTRACT} and {@code (1, 2)}. */
    private static final Set<String> FROM_SYNTAX = Set.of(
            "count_star",
            "regexp_full_match",
            "like_escape",
            "not_like_escape",
            "ilike_escape",
            "not_ilike_escape",
            "date_part",
            "row",
            "list_value",
            "struct_extract",
            "to_days",
            "to_hours",
            "to_minutes",
            "to_seconds",
            "to_milliseconds",
            "to_microseconds",
            "to_weeks",
            "to_months",
            "to_years",
            "to_quarters",
            "trunc");

    private static final Map<String, String> OPERATOR_MACROS = Map.of("/", "divide", "//", "int_divide", "%", "mod");

    /** DuckDB's function, and the type that its result is cast to if that is another in Databricks. */
    private record Counterpart(String name, @Nullable String resultType) {}

    private final Map<String, Counterpart> counterparts = new HashMap<>();
    private final Set<String> macros;

    /**
     * @param counterparts lines such as {@code upper}, {@code collect_list = list} and {@code length -> INTEGER};
     *     {@code #} begins a comment
     * @param macros names of the macros in {@link #MACRO_SCHEMA}
     */
    public Functions(List<String> counterparts, Collection<String> macros) {
        FROM_SYNTAX.forEach(name -> this.counterparts.put(name, new Counterpart(name, null)));
        for (String line : counterparts) {
            String[] parts = line.split("#", 2)[0].strip().split("\\s*->\\s*", -1);
            String[] names = parts[0].split("\\s*=\\s*", -1);
            if (!names[0].isEmpty()) {
                this.counterparts.put(
                        names[0], new Counterpart(names[names.length - 1], parts.length == 2 ? parts[1] : null));
            }
        }
        this.macros = new HashSet<>(macros);
    }

    void call(ObjectNode node, Position position) {
        if (node.path("is_operator").asBoolean()) {
            String macro = OPERATOR_MACROS.get(node.path("function_name").asText());
            if (macro != null && Nodes.children(node).size() == 2) {
                node.put("function_name", macro).put("schema", MACRO_SCHEMA).put("is_operator", false);
            }
            return;
        }
        String name = plainName(node, position);
        if (FunctionForms.rewrite(name, node)) {
            return;
        }
        if (macros.contains(name)) {
            node.put("function_name", name).put("schema", MACRO_SCHEMA);
        } else {
            substitute(node, name, position);
        }
    }

    void window(ObjectNode node, Position position) {
        substitute(node, plainName(node, position), position);
    }

    void tableFunction(ObjectNode node, Position position) {
        ObjectNode call = (ObjectNode) node.path("function");
        String name = call.path("function_name").asText().toLowerCase(Locale.ROOT);
        boolean plain = call.path("schema").asText("").isEmpty();
        switch (plain ? name : "") {
            case "range" -> columns(node, "range", "id");
            case "explode", "unnest" -> {
                call.put("function_name", "unnest");
                columns(node, "explode", "col");
            }
            default ->
                throw SqlError.at(
                        position,
                        "UNRESOLVABLE_TABLE_VALUED_FUNCTION",
                        "42883",
                        "Could not resolve `" + name + "` to a table-valued function.");
        }
    }

    private static void columns(ObjectNode node, String alias, String column) {
        if (node.path("alias").asText("").isEmpty()) {
            node.put("alias", alias);
        }
        ArrayNode names = (ArrayNode) node.path("column_name_alias");
        if (names.isEmpty()) {
            names.add(column);
        }
    }

    private static String plainName(ObjectNode node, Position position) {
        String name = node.path("function_name").asText().toLowerCase(Locale.ROOT);
        String schema = node.path("schema").asText("");
        if (!(schema.isEmpty() || schema.equals("main"))
                || !node.path("catalog").asText("").isEmpty()) {
            throw SqlError.unresolvedRoutine(schema + "`.`" + name, position);
        }
        return name;
    }

    private void substitute(ObjectNode node, String name, Position position) {
        Counterpart counterpart = counterparts.get(name);
        if (counterpart == null) {
            throw SqlError.unresolvedRoutine(name, position);
        }
        node.put("function_name", counterpart.name()).put("schema", "");
        if (counterpart.resultType() != null) {
            Nodes.replace(node, Nodes.cast(node.deepCopy().put("alias", ""), counterpart.resultType()));
        }
    }
}
