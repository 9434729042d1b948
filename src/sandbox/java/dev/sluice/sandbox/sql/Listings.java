package dev.sluice.sandbox.sql;

import dev.sluice.sandbox.sql.Catalogue.CatalogEntry;
import dev.sluice.sandbox.sql.Catalogue.ColumnEntry;
import dev.sluice.sandbox.sql.Catalogue.SchemaEntry;
import dev.sluice.sandbox.sql.Catalogue.TableEntry;
import dev.sluice.sandbox.sql.error.SqlError;
import dev.sluice.sandbox.sql.text.Cursor;
import dev.sluice.sandbox.sql.text.Token;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** SHOW and DESCRIBE. */
final class Listings {
    private final Execution execution;
    private final Cursor cursor;
    private final Access access;
    private final Catalogue catalogue;
    private final DriverListings driver;
    private final String user;

    Listings(Execution execution, Catalogue catalogue) {
        this.execution = execution;
        this.cursor = execution.cursor();
        this.access = execution.access();
        this.catalogue = catalogue;
        this.driver = new DriverListings(execution, catalogue);
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
            listing = forDriver() ? driver.tables() : tables(_ -> true);
        } else if (cursor.accept("VIEWS")) {
            listing = tables(table -> table.type().equals("VIEW"));
        } else if (cursor.accept("COLUMNS")) {
            listing = forDriver() ? driver.columns() : columns();
        } else if (cursor.accept("KEYS")) {
            listing = driver.primaryKeys();
        } else if (cursor.accept("FOREIGN", "KEYS")) {
            listing = driver.foreignKeys();
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
        Predicate<String> like = NamePattern.read(cursor);
        TempTable listing = listing("catalog");
        catalogue.catalogs(user, true).stream()
                .map(CatalogEntry::name)
                .filter(like)
                .forEach(listing::row);
        return listing;
    }

    private TempTable schemas() {
        if (cursor.accept("IN", "ALL", "CATALOGS")) {
            Predicate<String> like = NamePattern.read(cursor);
            TempTable listing = listing("databaseName", "catalog");
            allSchemas().stream()
                    .filter(schema -> like.test(schema.name()))
                    .forEach(schema -> listing.row(schema.name(), schema.catalog()));
            return listing;
        }
        String catalog = in() ? cursor.identifier() : execution.session().catalog();
        access.browsable(catalog);
        Predicate<String> like = NamePattern.read(cursor);
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

    private TempTable tables(Predicate<TableEntry> wanted) {
        Securable schema = in()
                ? access.schema(cursor.name())
                : Securable.schema(
                        execution.session().catalog(), execution.session().schema());
        Predicate<String> like = NamePattern.read(cursor);
        String catalogName = schema.path().getFirst();
        access.browsable(catalogName);
        if (catalogue.schema(catalogName, schema.path().getLast()).isEmpty()) {
            throw SqlError.schemaNotFound(schema.path());
        }
        if (!access.allows(Privilege.BROWSE, schema)) {
            access.requireForCommand(Privilege.USE_SCHEMA, schema);
        }
        TempTable listing = listing("database", "tableName", "isTemporary BOOLEAN");
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

    private boolean forDriver() {
        return cursor.sees("IN", "CATALOG") || cursor.sees("IN", "ALL", "CATALOGS");
    }

    private List<SchemaEntry> allSchemas() {
        return catalogue.catalogs(user, true).stream()
                .flatMap(catalog -> catalogue.schemas(user, catalog.name(), true).stream())
                .toList();
    }

    private boolean in() {
        return cursor.accept("IN") || cursor.accept("FROM");
    }

    private static String lowerType(ColumnEntry column) {
        return column.column().typeText().toLowerCase(Locale.ROOT);
    }

    static TempTable listing(String... columns) {
        return new TempTable("listing", List.of(columns));
    }
}
