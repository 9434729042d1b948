package dev.sluice.sandbox.sql.cell;

import dev.sluice.sandbox.sql.text.Duck;
import dev.sluice.sandbox.sql.type.DuckTypes;
import dev.sluice.sandbox.sql.type.SparkType;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The columns of a query, and the query around it that selects them in a form which is read fastest: text as UTF-8 bytes
 * (the driver takes five times as long to make strings), and what Databricks has no type for as text.
 */
public record Projection(List<ResultColumn> columns, String sql) {
    public record ResultColumn(String name, SparkType type) {}

    public Projection {
        columns = List.copyOf(columns);
    }

    /** @param metadata of the query, prepared */
    public static Projection of(String query, ResultSetMetaData metadata) throws SQLException {
        List<ResultColumn> columns = new ArrayList<>();
        List<String> names = new ArrayList<>();
        List<String> selected = new ArrayList<>();
        for (int i = 1; i <= metadata.getColumnCount(); i++) {
            String duckType = metadata.getColumnTypeName(i);
            SparkType type = DuckTypes.parse(duckType);
            columns.add(new ResultColumn(metadata.getColumnName(i), type));
            names.add("c" + i);
            selected.add(selected("c" + i, duckType, type));
        }
        String sql = "SELECT " + String.join(", ", selected) + " FROM (" + query + ") AS result("
                + String.join(", ", names) + ")";
        return new Projection(columns, sql);
    }

    /** The query as a table stores it: in types that Databricks has. */
    public String storedSql(String query) {
        List<String> names = new ArrayList<>();
        List<String> selected = new ArrayList<>();
        for (ResultColumn column : columns) {
            String name = "c" + names.size();
            names.add(name);
            selected.add("CAST(" + name + " AS " + column.type().duck() + ") AS " + Duck.identifier(column.name()));
        }
        return "SELECT " + String.join(", ", selected) + " FROM (" + query + ") AS result(" + String.join(", ", names)
                + ")";
    }

    private static String selected(String name, String duckType, SparkType type) {
        return switch (type.kind()) {
            case STRING, INTERVAL ->
                duckType.equals("VARCHAR") ? "encode(" + name + ")" : "encode(CAST(" + name + " AS VARCHAR))";
            case LONG -> duckType.equals("BIGINT") ? name : "CAST(" + name + " AS BIGINT)";
            default -> name;
        };
    }
}
