package dev.sluice.sandbox.sql;

import dev.sluice.sandbox.sql.Catalogue.CatalogEntry;
import dev.sluice.sandbox.sql.Catalogue.ColumnEntry;
import dev.sluice.sandbox.sql.Catalogue.ConstraintEntry;
import dev.sluice.sandbox.sql.Catalogue.SchemaEntry;
import dev.sluice.sandbox.sql.Catalogue.TableEntry;
import dev.sluice.sandbox.sql.error.SqlError;
import dev.sluice.sandbox.sql.text.Cursor;
import dev.sluice.sandbox.sql.text.Token;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * SHOW and DESCRIBE. The forms with {@code IN CATALOG} and {@code IN ALL CATALOGS} are those that the JDBC driver asks
 * for its metadata; their column names are the ones that the driver reads.
 */
final class Listings {
    private final Execution execution;
    private final Cursor cursor;
    private final Access access;
    private final Catalogue catalogue;
    private final String user;

    Listings(Execution execution, Catalogue catalogue) {
        this.execution = execution;
        this.cursor = execution.cursor();
        this.access = execution.access();
        this.catalogue = catalogue;
        this.user = execution.session().user();
    }

    Result show() throws SQLException {
        cursor.expect("SHOW");
        TempTable listing;
        if (cursor.accept("CATALOGS")) {
            listing = catalogs();
        } else if (cursor.accept("SCHEMAS") || cursor.accept("DATABASES")) {
            listing = schemas();
        } else if (cursor.accept("TABLES")) {
            listing = seesCatalog() ? driverTables() : tables("isTemporary BOOLEAN", _ -> true);
        } else if (cursor.accept("VIEWS")) {
            listing = tables("isTemporary BOOLEAN", table -> table.type().equals("VIEW"));
        } else if (cursor.accept("COLUMNS")) {
            listing = seesCatalog() ? driverColumns() : columns();
        } else if (cursor.accept("KEYS")) {
            listing = primaryKeys();
        } else if (cursor.accept("FOREIGN", "KEYS")) {
            listing = foreignKeys();
        } else if (cursor.accept("FUNCTIONS")) {
            cursor.rest();
            listing = listing("function");
        } else {
            throw cursor.unexpected();
        }
        cursor.expectEnd();
        return execution.rows(listing);
    }

    Result describe() throws SQLException {
        cursor.next();
        cursor.accept("TABLE");
        cursor.accept("EXTENDED");
        Token at = cursor.peek();
        TableEntry table = access.find(cursor.name(), execution.position(at));
        cursor.expectEnd();
        TempTable listing = listing("col_name", "data_type", "comment");
        for (ColumnEntry column : table.columns()) {
            listing.row(column.column().name(), lowerType(column), column.comment());
        }
        return execution.rows(listing);
    }

    private TempTable catalogs() {
        Predicate<String> like = like();
        TempTable listing = listing("catalog");
        catalogue.catalogs(user, true).stream()
                .map(CatalogEntry::name)
                .filter(like)
                .forEach(listing::row);
        return listing;
    }

    private TempTable schemas() {
        if (cursor.accept("IN", "ALL", "CATALOGS")) {
            Predicate<String> like = like();
            TempTable listing = listing("databaseName", "catalog");
            allSchemas().stream()
                    .filter(schema -> like.test(schema.name()))
                    .forEach(schema -> listing.row(schema.name(), schema.catalog()));
            return listing;
        }
        String catalog = in() ? cursor.identifier() : execution.session().catalog();
        requireCatalog(catalog);
        Predicate<String> like = like();
        TempTable listing = listing("databaseName");
        catalogue.schemas(user, catalog, true).stream()
                .map(SchemaEntry::name)
                .filter(like)
                .forEach(listing::row);
        if (like.test(InformationSchema.NAME)) {
            listing.row(InformationSchema.NAME);
        }
        return listing;
    }

    private TempTable tables(String temporary, Predicate<TableEntry> wanted) {
        Securable schema = in()
                ? access.schema(cursor.name())
                : Securable.schema(
                        execution.session().catalog(), execution.session().schema());
        Predicate<String> like = like();
        String catalogName = schema.path().getFirst();
        requireCatalog(catalogName);
        if (catalogue.schema(catalogName, schema.path().getLast()).isEmpty()) {
            throw SqlError.schemaNotFound(schema.path());
        }
        if (!access.allows(Privilege.BROWSE, schema)) {
            access.requireForCommand(Privilege.USE_SCHEMA, schema);
        }
        TempTable listing = listing("database", "tableName", temporary);
        catalogue.tables(user, catalogName, schema.path().getLast(), true).stream()
                .filter(wanted)
                .filter(table -> like.test(table.name()))
                .forEach(table -> listing.row(table.schema(), table.name(), false));
        return listing;
    }

    private TempTable columns() {
        cursor.next();
        Token at = cursor.peek();
        TableEntry table = access.find(cursor.name(), execution.position(at));
        TempTable listing = listing("col_name");
        table.columns().forEach(column -> listing.row(column.column().name()));
        return listing;
    }

    private TempTable driverTables() {
        List<TableEntry> tables = driverSelection("SCHEMA");
        Predicate<String> like = like();
        TempTable listing =
                listing("namespace", "tableName", "isTemporary BOOLEAN", "catalogName", "tableType", "remarks");
        for (TableEntry table : tables) {
            if (like.test(table.name())) {
                String type = table.type().equals("VIEW") ? "VIEW" : "TABLE";
                listing.row(
                        table.schema(),
                        table.name(),
                        false,
                        table.catalog(),
                        type,
                        table.details().comment());
            }
        }
        return listing;
    }

    private TempTable driverColumns() {
        List<TableEntry> tables = driverSelection("SCHEMA");
        Predicate<String> likeTable = cursor.accept("TABLE") ? like() : _ -> true;
        Predicate<String> likeColumn = like();
        TempTable listing = listing(
                "catalogName",
                "namespace",
                "tableName",
                "col_name",
                "columnType",
                "columnSize INTEGER",
                "decimalDigits INTEGER",
                "radix INTEGER",
                "isNullable",
                "remarks",
                "ordinalPosition INTEGER",
                "isAutoIncrement",
                "isGenerated");
        for (TableEntry table : tables) {
            for (ColumnEntry entry : table.columns()) {
                Column column = entry.column();
                if (likeTable.test(table.name()) && likeColumn.test(column.name())) {
                    listing.row(
                            table.catalog(),
                            table.schema(),
                            table.name(),
                            column.name(),
                            column.typeText(),
                            column.precision(),
                            column.scale(),
                            column.precision() == null ? null : 10,
                            entry.nullable() ? "true" : "false",
                            entry.comment(),
                            column.position(),
                            "NO",
                            "NO");
                }
            }
        }
        return listing;
    }

    private TempTable primaryKeys() {
        TableEntry table = driverTable();
        TempTable listing =
                listing("catalogName", "namespace", "tableName", "col_name", "keySeq INTEGER", "constraintName");
        for (ConstraintEntry key : table.constraints()) {
            for (int i = 0; key.references() == null && i < key.columns().size(); i++) {
                listing.row(
                        table.catalog(),
                        table.schema(),
                        table.name(),
                        key.columns().get(i),
                        i + 1,
                        key.name());
            }
        }
        return listing;
    }

    private TempTable foreignKeys() {
        TableEntry table = driverTable();
        TempTable listing = listing(
                "parentCatalogName",
                "parentNamespace",
                "parentTableName",
                "parentColName",
                "catalogName",
                "namespace",
                "tableName",
                "col_name",
                "keySeq INTEGER",
                "updateRule INTEGER",
                "deleteRule INTEGER",
                "constraintName",
                "parentConstraintName",
                "deferrability INTEGER");
        for (ConstraintEntry key : table.constraints()) {
            Catalogue.Reference parent = key.references();
            for (int i = 0; parent != null && i < key.columns().size(); i++) {
                listing.row(
                        table.catalog(),
                        parent.schema(),
                        parent.table(),
                        parent.columns().get(i),
                        table.catalog(),
                        table.schema(),
                        table.name(),
                        key.columns().get(i),
                        i + 1,
                        3,
                        3,
                        key.name(),
                        parent.constraint(),
                        7);
            }
        }
        return listing;
    }

    /** {@code IN CATALOG c IN SCHEMA s IN TABLE t}. */
    private TableEntry driverTable() {
        List<String> name = new ArrayList<>();
        Token at = cursor.peek();
        for (String kind : List.of("CATALOG", "SCHEMA", "TABLE")) {
            cursor.expect("IN", kind);
            name.add(cursor.identifier());
        }
        return access.find(name, execution.position(at));
    }

    private List<TableEntry> driverSelection(String schemaWord) {
        cursor.expect("IN");
        List<String> catalogs;
        if (cursor.accept("ALL", "CATALOGS")) {
            catalogs = catalogue.catalogs(user, true).stream()
                    .map(CatalogEntry::name)
                    .toList();
        } else {
            cursor.expect("CATALOG");
            catalogs = List.of(cursor.identifier());
            requireCatalog(catalogs.getFirst());
        }
        Predicate<String> likeSchema = cursor.accept(schemaWord) ? like() : _ -> true;
        return catalogs.stream()
                .flatMap(catalog -> catalogue.schemas(user, catalog, true).stream())
                .filter(schema -> likeSchema.test(schema.name()))
                .flatMap(schema -> catalogue.tables(user, schema.catalog(), schema.name(), true).stream())
                .toList();
    }

    private boolean seesCatalog() {
        return cursor.sees("IN", "CATALOG") || cursor.sees("IN", "ALL", "CATALOGS");
    }

    private List<SchemaEntry> allSchemas() {
        return catalogue.catalogs(user, true).stream()
                .flatMap(catalog -> catalogue.schemas(user, catalog.name(), true).stream())
                .toList();
    }

    private void requireCatalog(String name) {
        Securable securable = access.existingCatalog(name);
        if (!access.allows(Privilege.USE_CATALOG, securable)) {
            access.requireForCommand(Privilege.BROWSE, securable);
        }
    }

    private boolean in() {
        return cursor.accept("IN") || cursor.accept("FROM");
    }

    /** {@code LIKE 'a*'} or the pattern alone; {@code *} and {@code %} stand for any text, {@code |} for or. */
    private Predicate<String> like() {
        if (!cursor.accept("LIKE") && cursor.peek().kind() != Token.Kind.STRING) {
            return _ -> true;
        }
        return NamePattern.of(cursor.string());
    }

    private static String lowerType(ColumnEntry column) {
        return column.column().typeText().toLowerCase(java.util.Locale.ROOT);
    }

    private static TempTable listing(String... columns) {
        return new TempTable("listing", List.of(columns));
    }
}
