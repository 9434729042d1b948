package dev.sluice.sandbox.sql;

import dev.sluice.sandbox.sql.Catalogue.ColumnEntry;
import dev.sluice.sandbox.sql.Catalogue.ConstraintEntry;
import dev.sluice.sandbox.sql.Catalogue.Details;
import dev.sluice.sandbox.sql.Catalogue.SchemaEntry;
import dev.sluice.sandbox.sql.Catalogue.TableEntry;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The views of {@code <catalog>.information_schema}, with the columns that live workspaces give and only the rows that
 * the principal may see. {@code ordinal_position} of a column counts from 0 and an INT has no precision, as seen live.
 */
final class InformationSchema {
    static final String NAME = "information_schema";

    private final Catalogue catalogue;
    private final String principal;
    private final String catalog;

    InformationSchema(Catalogue catalogue, String principal, String catalog) {
        this.catalogue = catalogue;
        this.principal = principal;
        this.catalog = catalog;
    }

    /** The view's rows, or nothing if there is no such view. */
    Optional<TempTable> view(String name) {
        return Optional.ofNullable(
                switch (name.toLowerCase(Locale.ROOT)) {
                    case "catalogs" -> catalogs();
                    case "schemata" -> schemata();
                    case "tables" -> tables();
                    case "columns" -> columns();
                    case "table_constraints" -> tableConstraints();
                    case "key_column_usage" -> keyColumnUsage();
                    case "referential_constraints" -> referentialConstraints();
                    case "constraint_column_usage" -> constraintColumnUsage();
                    default -> null;
                });
    }

    private TempTable catalogs() {
        TempTable table = table(
                "catalogs",
                "catalog_name,catalog_owner,comment,created TIMESTAMPTZ,created_by,last_altered TIMESTAMPTZ,last_altered_by");
        catalogue.catalogs(principal, true).forEach(entry -> {
            Details d = entry.details();
            table.row(entry.name(), d.owner(), d.comment(), d.createdAt(), d.createdBy(), d.createdAt(), d.createdBy());
        });
        return table;
    }

    private TempTable schemata() {
        TempTable table = table(
                "schemata",
                "catalog_name,schema_name,schema_owner,comment,created TIMESTAMPTZ,created_by,last_altered TIMESTAMPTZ,last_altered_by,url,custom_max_retention_hours");
        for (SchemaEntry schema : schemas()) {
            Details d = schema.details();
            table.row(
                    catalog,
                    schema.name(),
                    d.owner(),
                    d.comment(),
                    d.createdAt(),
                    d.createdBy(),
                    d.createdAt(),
                    d.createdBy(),
                    null,
                    null);
        }
        return table.row(
                catalog,
                NAME,
                "System user",
                "Provides access to metadata",
                null,
                "System user",
                null,
                "System user",
                null,
                null);
    }

    private TempTable tables() {
        TempTable table = table(
                "tables",
                "table_catalog,table_schema,table_name,table_type,is_insertable_into,commit_action,table_owner,comment,created TIMESTAMPTZ,created_by,last_altered TIMESTAMPTZ,last_altered_by,data_source_format,storage_sub_directory,storage_path");
        for (TableEntry entry : visible()) {
            Details d = entry.details();
            String insertable = entry.type().equals("MANAGED") ? "YES" : "NO";
            table.row(
                    catalog,
                    entry.schema(),
                    entry.name(),
                    entry.type(),
                    insertable,
                    "PRESERVE",
                    d.owner(),
                    d.comment(),
                    d.createdAt(),
                    d.createdBy(),
                    d.createdAt(),
                    d.createdBy(),
                    entry.format(),
                    null,
                    null);
        }
        return table;
    }

    private TempTable columns() {
        TempTable table = table(
                "columns",
                "table_catalog,table_schema,table_name,column_name,ordinal_position INTEGER,column_default,is_nullable,full_data_type,data_type,character_maximum_length BIGINT,character_octet_length BIGINT,numeric_precision INTEGER,numeric_precision_radix INTEGER,numeric_scale INTEGER,datetime_precision INTEGER,interval_type,interval_precision INTEGER,maximum_cardinality BIGINT,is_identity,identity_generation,identity_start,identity_increment,identity_maximum,identity_minimum,identity_cycle,is_generated,generation_expression,is_system_time_period_start,is_system_time_period_end,system_time_period_timestamp_generation,is_updatable,partition_index INTEGER,comment,collation_catalog,collation_schema,collation_name");
        for (TableEntry entry : visible()) {
            entry.columns().forEach(column -> column(table, entry, column));
        }
        return table;
    }

    private void column(TempTable table, TableEntry entry, ColumnEntry column) {
        Column type = column.column();
        @Nullable Integer radix = type.precision() == null ? null : 10;
        table.row(
                catalog,
                entry.schema(),
                entry.name(),
                type.name(),
                type.position(),
                null,
                column.nullable() ? "YES" : "NO",
                type.typeText().toLowerCase(Locale.ROOT),
                type.typeName(),
                type.typeName().equals("STRING") ? 0 : null,
                type.typeName().equals("STRING") ? 0 : null,
                type.precision(),
                radix,
                type.scale(),
                null,
                null,
                null,
                null,
                "NO",
                null,
                null,
                null,
                null,
                null,
                null,
                "NO",
                null,
                "NO",
                "NO",
                null,
                "YES",
                null,
                column.comment(),
                null,
                null,
                null);
    }

    private TempTable tableConstraints() {
        TempTable table = table(
                "table_constraints",
                "constraint_catalog,constraint_schema,constraint_name,table_catalog,table_schema,table_name,constraint_type,is_deferrable,initially_deferred,enforced");
        for (TableEntry entry : visible()) {
            for (ConstraintEntry key : entry.constraints()) {
                String kind = key.references() == null ? "PRIMARY KEY" : "FOREIGN KEY";
                table.row(
                        catalog,
                        entry.schema(),
                        key.name(),
                        catalog,
                        entry.schema(),
                        entry.name(),
                        kind,
                        "NO",
                        "NO",
                        "NO");
            }
        }
        return table;
    }

    private TempTable keyColumnUsage() {
        TempTable table = table(
                "key_column_usage",
                "constraint_catalog,constraint_schema,constraint_name,table_catalog,table_schema,table_name,column_name,ordinal_position INTEGER,position_in_unique_constraint INTEGER");
        for (TableEntry entry : visible()) {
            for (ConstraintEntry key : entry.constraints()) {
                for (int i = 0; i < key.columns().size(); i++) {
                    @Nullable Integer inUnique = key.references() == null ? null : Integer.valueOf(i + 1);
                    table.row(
                            catalog,
                            entry.schema(),
                            key.name(),
                            catalog,
                            entry.schema(),
                            entry.name(),
                            key.columns().get(i),
                            i + 1,
                            inUnique);
                }
            }
        }
        return table;
    }

    private TempTable referentialConstraints() {
        TempTable table = table(
                "referential_constraints",
                "constraint_catalog,constraint_schema,constraint_name,unique_constraint_catalog,unique_constraint_schema,unique_constraint_name,match_option,update_rule,delete_rule");
        for (TableEntry entry : visible()) {
            for (ConstraintEntry key : entry.constraints()) {
                if (key.references() != null) {
                    table.row(
                            catalog,
                            entry.schema(),
                            key.name(),
                            catalog,
                            key.references().schema(),
                            key.references().constraint(),
                            "FULL",
                            "NO ACTION",
                            "NO ACTION");
                }
            }
        }
        return table;
    }

    /** The columns that a constraint uses: for a foreign key those of the key it points to. */
    private TempTable constraintColumnUsage() {
        TempTable table = table(
                "constraint_column_usage",
                "table_catalog,table_schema,table_name,column_name,constraint_catalog,constraint_schema,constraint_name");
        for (TableEntry entry : visible()) {
            for (ConstraintEntry key : entry.constraints()) {
                Catalogue.Reference used = key.references() == null
                        ? new Catalogue.Reference(entry.schema(), entry.name(), key.name(), key.columns())
                        : key.references();
                used.columns()
                        .forEach(column -> table.row(
                                catalog, used.schema(), used.table(), column, catalog, entry.schema(), key.name()));
            }
        }
        return table;
    }

    private List<SchemaEntry> schemas() {
        return catalogue.schemas(principal, catalog, true);
    }

    private List<TableEntry> visible() {
        return schemas().stream()
                .flatMap(schema -> catalogue.tables(principal, catalog, schema.name(), true).stream())
                .toList();
    }

    private TempTable table(String view, String columns) {
        return new TempTable(catalog + "." + NAME + "." + view, List.of(columns.split(",")));
    }
}
