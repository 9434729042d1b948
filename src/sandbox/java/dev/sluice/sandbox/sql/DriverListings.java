package dev.sluice.sandbox.sql;

import dev.sluice.sandbox.sql.Catalogue.CatalogEntry;
import dev.sluice.sandbox.sql.Catalogue.ColumnEntry;
import dev.sluice.sandbox.sql.Catalogue.ConstraintEntry;
import dev.sluice.sandbox.sql.Catalogue.TableEntry;
import dev.sluice.sandbox.sql.text.Cursor;
import dev.sluice.sandbox.sql.text.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The forms of SHOW with {@code IN CATALOG} and {@code IN ALL CATALOGS}, which the JDBC driver asks for its metadata. The
 * columns have the names that the driver reads.
 */
final class DriverListings {
    private final Execution execution;
    private final Cursor cursor;
    private final Access access;
    private final Catalogue catalogue;
    private final String user;

    DriverListings(Execution execution, Catalogue catalogue) {
        this.execution = execution;
        this.cursor = execution.cursor();
        this.access = execution.access();
        this.catalogue = catalogue;
        this.user = execution.session().user();
    }

    TempTable tables() {
        List<TableEntry> tables = selected();
        Predicate<String> like = NamePattern.read(cursor);
        TempTable listing = Listings.listing(
                "namespace", "tableName", "isTemporary BOOLEAN", "catalogName", "tableType", "remarks");
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

    TempTable columns() {
        List<TableEntry> tables = selected();
        Predicate<String> likeTable = cursor.accept("TABLE") ? NamePattern.read(cursor) : _ -> true;
        Predicate<String> likeColumn = NamePattern.read(cursor);
        TempTable listing = Listings.listing(
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

    TempTable primaryKeys() {
        TableEntry table = table();
        TempTable listing = Listings.listing(
                "catalogName", "namespace", "tableName", "col_name", "keySeq INTEGER", "constraintName");
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

    TempTable foreignKeys() {
        TableEntry table = table();
        TempTable listing = Listings.listing(
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
    private TableEntry table() {
        List<String> name = new ArrayList<>();
        Token at = cursor.peek();
        for (String kind : List.of("CATALOG", "SCHEMA", "TABLE")) {
            cursor.expect("IN", kind);
            name.add(cursor.identifier());
        }
        return access.find(name, execution.position(at));
    }

    private List<TableEntry> selected() {
        cursor.expect("IN");
        List<String> catalogs;
        if (cursor.accept("ALL", "CATALOGS")) {
            catalogs = catalogue.catalogs(user, true).stream()
                    .map(CatalogEntry::name)
                    .toList();
        } else {
            cursor.expect("CATALOG");
            catalogs = List.of(cursor.identifier());
            access.browsable(catalogs.getFirst());
        }
        Predicate<String> likeSchema = cursor.accept("SCHEMA") ? NamePattern.read(cursor) : _ -> true;
        return catalogs.stream()
                .flatMap(catalog -> catalogue.schemas(user, catalog, true).stream())
                .filter(schema -> likeSchema.test(schema.name()))
                .flatMap(schema -> catalogue.tables(user, schema.catalog(), schema.name(), true).stream())
                .toList();
    }
}
