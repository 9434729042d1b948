package dev.sluice.sandbox.sql;

import dev.sluice.sandbox.sql.Catalogue.ColumnEntry;
import dev.sluice.sandbox.sql.Catalogue.TableEntry;
import dev.sluice.sandbox.sql.cell.Projection;
import dev.sluice.sandbox.sql.error.SqlError;
import dev.sluice.sandbox.sql.text.Cursor;
import dev.sluice.sandbox.sql.text.Token;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** CREATE and DROP of tables and views: in DuckDB and in the catalogue. */
final class Definitions {
    private final Execution execution;
    private final Cursor cursor;
    private final Access access;
    private final Catalogue catalogue;

    Definitions(Execution execution, Catalogue catalogue) {
        this.execution = execution;
        this.cursor = execution.cursor();
        this.access = execution.access();
        this.catalogue = catalogue;
    }

    Result create() throws SQLException {
        cursor.expect("CREATE");
        boolean replace = cursor.accept("OR", "REPLACE");
        if (cursor.accept("TABLE")) {
            return createTable(replace);
        }
        if (cursor.accept("VIEW")) {
            return createView(replace);
        }
        throw cursor.unexpected();
    }

    Result drop() throws SQLException {
        cursor.expect("DROP");
        boolean view = cursor.accept("VIEW");
        if (!view) {
            cursor.expect("TABLE");
        }
        boolean tolerant = cursor.accept("IF", "EXISTS");
        Token at = cursor.peek();
        List<String> name = cursor.name();
        cursor.expectEnd();
        Optional<TableEntry> existing = existing(access.table(name));
        if (existing.isEmpty() && tolerant) {
            return Result.none();
        }
        TableEntry table = access.find(name, execution.position(at));
        if (view != table.type().equals("VIEW")) {
            throw SqlError.of(
                    "EXPECT_" + (view ? "VIEW_NOT_TABLE" : "TABLE_NOT_VIEW"),
                    "42809",
                    table.securable().fullName() + " is not a " + (view ? "view" : "table") + ".");
        }
        access.requireForCommand(Privilege.MANAGE, table.securable());
        remove(table);
        return Result.none();
    }

    private Result createTable(boolean replace) throws SQLException {
        boolean tolerant = cursor.accept("IF", "NOT", "EXISTS");
        Securable table = creatable(cursor.name());
        TableDefinition definition = TableDefinition.read(cursor, table.path().getLast());
        if (!vacant(table, replace, tolerant)) {
            return Result.none();
        }
        String place = Access.place(table).sql();
        if (cursor.accept("AS")) {
            String query = execution.query(cursor.rest());
            execution.change("CREATE TABLE " + place + " AS "
                    + execution.projection(query).storedSql(query));
        } else if (definition.hasColumns()) {
            execution.change("CREATE TABLE " + place + " " + definition.sql());
        } else {
            throw cursor.unexpected();
        }
        register(table, "MANAGED", "DELTA", null, definition);
        return Result.none();
    }

    private Result createView(boolean replace) throws SQLException {
        boolean tolerant = cursor.accept("IF", "NOT", "EXISTS");
        Securable view = creatable(cursor.name());
        String columns = cursor.peek().is("(") ? Changes.names(cursor.parenthesized()) : "";
        TableDefinition definition = TableDefinition.read(cursor, view.path().getLast());
        cursor.expect("AS");
        String text = cursor.statement().substring(cursor.peek().start());
        String query = execution.query(cursor.rest());
        if (!vacant(view, replace, tolerant)) {
            return Result.none();
        }
        execution.change("CREATE VIEW " + Access.place(view).sql() + columns + " AS " + query);
        register(view, "VIEW", "UNKNOWN_DATA_SOURCE_FORMAT", text, definition);
        return Result.none();
    }

    /** A name that a table may be created under. */
    private Securable creatable(List<String> name) {
        Securable table = access.table(name);
        Securable.checkName(table.path().getLast());
        Securable schema = access.existingSchema(table.path().subList(0, 2));
        access.requireForCommand(
                Privilege.USE_CATALOG, Securable.catalog(table.path().get(0)));
        access.requireForCommand(Privilege.USE_SCHEMA, schema);
        access.requireForCommand(Privilege.CREATE_TABLE, schema);
        return table;
    }

    /** Makes sure that nothing has the name, or says that nothing is to be done. */
    private boolean vacant(Securable table, boolean replace, boolean tolerant) throws SQLException {
        Optional<TableEntry> existing = existing(table);
        if (existing.isEmpty()) {
            return true;
        }
        if (tolerant) {
            return false;
        }
        if (!replace) {
            throw SqlError.alreadyExists("TABLE_OR_VIEW", table.path());
        }
        access.requireForCommand(Privilege.MANAGE, table);
        remove(existing.get());
        return true;
    }

    private void register(
            Securable table, String type, String format, @Nullable String viewText, TableDefinition definition)
            throws SQLException {
        List<ColumnEntry> columns = new ArrayList<>();
        for (Projection.ResultColumn column : execution
                .projection("SELECT * FROM " + Access.place(table).sql())
                .columns()) {
            columns.add(new ColumnEntry(
                    ResultSpool.column(column.name(), columns.size(), column.type()),
                    definition.isNullable(column.name()),
                    definition.comment(column.name())));
        }
        List<String> path = table.path();
        catalogue.add(new TableEntry(
                path.get(0),
                path.get(1),
                path.get(2),
                type,
                format,
                viewText,
                columns,
                definition.constraints(),
                execution.details(definition.comment())));
    }

    private void remove(TableEntry table) throws SQLException {
        String kind = table.type().equals("MANAGED") ? "TABLE " : "VIEW ";
        execution.change("DROP " + kind + Access.place(table).sql());
        catalogue.removeTable(table.securable());
    }

    private Optional<TableEntry> existing(Securable table) {
        return catalogue.table(
                table.path().get(0), table.path().get(1), table.path().get(2));
    }
}
