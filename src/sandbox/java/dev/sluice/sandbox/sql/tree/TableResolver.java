package dev.sluice.sandbox.sql.tree;

import dev.sluice.sandbox.sql.error.Position;
import dev.sluice.sandbox.sql.text.Duck;
import java.util.List;

/** Says which DuckDB table stands for a name, or refuses it. */
@FunctionalInterface
public interface TableResolver {
    /**
     * Where a table's rows are in DuckDB.
     *
     * @param name in the workspace, in three parts
     */
    record Target(String catalog, String schema, String table, String name) {
        /** Its quoted name in DuckDB's SQL. */
        public String sql() {
            return Duck.identifier(catalog) + "." + Duck.identifier(schema) + "." + Duck.identifier(table);
        }
    }

    /**
     * @param name one to three parts, as written
     * @throws dev.sluice.sandbox.sql.error.SqlError if there is no such table, or it must not be read
     */
    Target resolve(List<String> name, Position position);
}
