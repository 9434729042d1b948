package dev.sluice.sandbox.sql;

import dev.sluice.sandbox.sql.text.Duck;
import dev.sluice.sandbox.sql.tree.TableResolver;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Rows made here and put before DuckDB as a table of one connection. Columns are STRING where no type is given. */
final class TempTable {
    private final String name;
    private final List<String> columns;
    private final List<String> rows = new ArrayList<>();

    /**
     * @param name also what a query may call it in full
     * @param columns such as {@code table_name} or {@code created TIMESTAMPTZ}
     */
    TempTable(String name, List<String> columns) {
        this.name = name;
        this.columns = List.copyOf(columns);
    }

    TempTable row(@Nullable Object... cells) {
        List<String> literals = new ArrayList<>();
        for (Object cell : cells) {
            literals.add(
                    switch (cell) {
                        case null -> "NULL";
                        case Number number -> number.toString();
                        case Boolean bool -> bool.toString();
                        case Instant instant -> Duck.string(instant.toString());
                        default -> Duck.string(cell.toString());
                    });
        }
        rows.add("(" + String.join(",", literals) + ")");
        return this;
    }

    TableResolver.Target create(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TEMP TABLE " + Duck.identifier(name)
                    + columns.stream().map(TempTable::column).collect(Collectors.joining(", ", "(", ")")));
            if (!rows.isEmpty()) {
                statement.execute("INSERT INTO " + Duck.identifier(name) + " VALUES " + String.join(",", rows));
            }
        }
        return new TableResolver.Target("temp", "main", name, name);
    }

    private static String column(String column) {
        String[] parts = column.split(" ", 2);
        return Duck.identifier(parts[0]) + " " + (parts.length == 2 ? parts[1] : "VARCHAR");
    }
}
