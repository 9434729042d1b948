package dev.sluice.sandbox.sql;

import dev.sluice.sandbox.sql.Catalogue.ConstraintEntry;
import dev.sluice.sandbox.sql.Catalogue.Reference;
import dev.sluice.sandbox.sql.error.SqlError;
import dev.sluice.sandbox.sql.text.Cursor;
import dev.sluice.sandbox.sql.text.Duck;
import dev.sluice.sandbox.sql.text.Token;
import dev.sluice.sandbox.sql.text.TypeReader;
import dev.sluice.sandbox.sql.type.SparkType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What CREATE TABLE says after the table's name, up to a query if it has one. */
final class TableDefinition {
    private record ColumnDefinition(String name, SparkType type) {}

    private final Cursor cursor;
    private final String table;
    private final List<ColumnDefinition> columns = new ArrayList<>();
    private final List<ConstraintEntry> constraints = new ArrayList<>();
    private final Set<String> notNull = new HashSet<>();
    private final Map<String, String> comments = new HashMap<>();
    private @Nullable String comment;

    private TableDefinition(Cursor cursor, String table) {
        this.cursor = cursor;
        this.table = table;
    }

    static TableDefinition read(Cursor cursor, String table) {
        TableDefinition definition = new TableDefinition(cursor, table);
        if (cursor.accept("(")) {
            do {
                definition.element();
            } while (cursor.accept(","));
            cursor.expect(")");
        }
        while (!cursor.atEnd() && !cursor.sees("AS")) {
            definition.option();
        }
        return definition;
    }

    boolean hasColumns() {
        return !columns.isEmpty();
    }

    /** The column list of DuckDB's CREATE TABLE. Keys are informational, so they are not part of it. */
    String sql() {
        return columns.stream()
                .map(column -> Duck.identifier(column.name()) + " "
                        + column.type().duck() + (notNull.contains(column.name()) ? " NOT NULL" : ""))
                .collect(Collectors.joining(", ", "(", ")"));
    }

    List<ConstraintEntry> constraints() {
        return constraints;
    }

    boolean isNullable(String column) {
        return !notNull.contains(column);
    }

    @Nullable
    String comment() {
        return comment;
    }

    @Nullable
    String comment(String column) {
        return comments.get(column);
    }

    private void element() {
        @Nullable String name = cursor.accept("CONSTRAINT") ? cursor.identifier() : null;
        if (cursor.accept("PRIMARY", "KEY")) {
            primaryKey(name, names());
        } else if (cursor.accept("FOREIGN", "KEY")) {
            foreignKey(name, names());
        } else {
            column();
        }
    }

    private void column() {
        String name = cursor.identifier();
        columns.add(new ColumnDefinition(name, new TypeReader(cursor).read()));
        while (!cursor.sees(",") && !cursor.sees(")")) {
            if (cursor.accept("NOT", "NULL")) {
                notNull.add(name);
            } else if (cursor.accept("COMMENT")) {
                comments.put(name, cursor.string());
            } else if (cursor.accept("PRIMARY", "KEY")) {
                primaryKey(null, List.of(name));
            } else {
                throw cursor.unexpected();
            }
        }
    }

    private void primaryKey(@Nullable String name, List<String> key) {
        constraints.add(new ConstraintEntry(name == null ? table + "_pk" : name, key, null));
        notNull.addAll(key);
    }

    private void foreignKey(@Nullable String name, List<String> key) {
        cursor.expect("REFERENCES");
        List<String> referenced = cursor.name();
        List<String> referencedKey = cursor.peek().is("(") ? names() : key;
        String schema = referenced.size() > 1 ? referenced.get(referenced.size() - 2) : "default";
        Reference reference = new Reference(schema, referenced.getLast(), referenced.getLast() + "_pk", referencedKey);
        String fallback = table + "_" + referenced.getLast() + "_fk";
        constraints.add(new ConstraintEntry(name == null ? fallback : name, key, reference));
    }

    private void option() {
        if (cursor.accept("USING")) {
            if (!cursor.accept("DELTA")) {
                throw SqlError.unsupported("tables in another format than DELTA");
            }
        } else if (cursor.accept("COMMENT")) {
            comment = cursor.string();
        } else if (cursor.accept("TBLPROPERTIES")
                || cursor.accept("CLUSTER", "BY")
                || cursor.accept("PARTITIONED", "BY")) {
            cursor.parenthesized();
        } else {
            throw cursor.unexpected();
        }
    }

    private List<String> names() {
        return cursor.parenthesized().stream()
                .filter(Token::isIdentifier)
                .map(Token::text)
                .toList();
    }
}
