package dev.sluice.sandbox.sql;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * The catalogs, schemas and tables of a workspace and who may see them: what Unity Catalog's lists, information_schema
 * and SHOW are made from. Names are in lower case; lists are sorted by name.
 */
public final class Catalogue {
    /** What every object has. */
    public record Details(String owner, @Nullable String comment, Instant createdAt, String createdBy) {}

    public record CatalogEntry(String name, Details details) {}

    public record SchemaEntry(String catalog, String name, Details details) {}

    /**
     * @param type {@code MANAGED}, {@code EXTERNAL} or {@code VIEW}
     * @param format {@code DELTA}, {@code PARQUET}, or {@code UNKNOWN_DATA_SOURCE_FORMAT} for a view
     * @param viewText the defining query of a view
     */
    public record TableEntry(
            String catalog,
            String schema,
            String name,
            String type,
            String format,
            @Nullable String viewText,
            List<ColumnEntry> columns,
            List<ConstraintEntry> constraints,
            Details details) {
        public TableEntry {
            columns = List.copyOf(columns);
            constraints = List.copyOf(constraints);
        }

        public Securable securable() {
            return Securable.table(catalog, schema, name);
        }
    }

    /** A column of a table; its type is described as in a result, its position counts from 0. */
    public record ColumnEntry(
            Column column, boolean nullable, @Nullable String comment) {}

    /**
     * A primary or foreign key. Informational, as in Databricks: not enforced.
     *
     * @param columns of this table, in key order
     * @param references the primary key that a foreign key points to; null for a primary key
     */
    public record ConstraintEntry(
            String name, List<String> columns, @Nullable Reference references) {
        public ConstraintEntry {
            columns = List.copyOf(columns);
        }
    }

    /** The primary key of another table in the same catalog. */
    public record Reference(String schema, String table, String constraint, List<String> columns) {
        public Reference {
            columns = List.copyOf(columns);
        }
    }

    private static final Comparator<Securable> BY_NAME = Comparator.comparing(Securable::fullName);

    private final Grants grants;
    private final Map<Securable, CatalogEntry> catalogs = new ConcurrentSkipListMap<>(BY_NAME);
    private final Map<Securable, SchemaEntry> schemas = new ConcurrentSkipListMap<>(BY_NAME);
    private final Map<Securable, TableEntry> tables = new ConcurrentSkipListMap<>(BY_NAME);

    Catalogue(Grants grants) {
        this.grants = grants;
    }

    /** The catalogs that the principal may use or, where asked for, browse. */
    public List<CatalogEntry> catalogs(String principal, boolean includeBrowse) {
        return catalogs.values().stream()
                .filter(entry -> sees(principal, Privilege.USE_CATALOG, Securable.catalog(entry.name()), includeBrowse))
                .toList();
    }

    /** The schemas of a catalog that the principal may use or, where asked for, browse; none if there is no such catalog. */
    public List<SchemaEntry> schemas(String principal, String catalog, boolean includeBrowse) {
        return schemas.values().stream()
                .filter(entry -> entry.catalog().equalsIgnoreCase(catalog))
                .filter(entry -> sees(
                        principal,
                        Privilege.USE_SCHEMA,
                        Securable.schema(entry.catalog(), entry.name()),
                        includeBrowse))
                .toList();
    }

    /** The tables of a schema that the principal may read or, where asked for, browse; none if there is no such schema. */
    public List<TableEntry> tables(String principal, String catalog, String schema, boolean includeBrowse) {
        return tables.values().stream()
                .filter(entry -> entry.catalog().equalsIgnoreCase(catalog)
                        && entry.schema().equalsIgnoreCase(schema))
                .filter(entry -> sees(principal, Privilege.SELECT, entry.securable(), includeBrowse))
                .toList();
    }

    public Optional<CatalogEntry> catalog(String name) {
        return Optional.ofNullable(catalogs.get(Securable.catalog(name)));
    }

    public Optional<SchemaEntry> schema(String catalog, String name) {
        return Optional.ofNullable(schemas.get(Securable.schema(catalog, name)));
    }

    public Optional<TableEntry> table(String catalog, String schema, String name) {
        return Optional.ofNullable(tables.get(Securable.table(catalog, schema, name)));
    }

    void add(CatalogEntry entry) {
        catalogs.put(Securable.catalog(entry.name()), entry);
        grants.setOwner(Securable.catalog(entry.name()), entry.details().owner());
    }

    void add(SchemaEntry entry) {
        Securable securable = Securable.schema(entry.catalog(), entry.name());
        schemas.put(securable, entry);
        grants.setOwner(securable, entry.details().owner());
    }

    void add(TableEntry entry) {
        tables.put(entry.securable(), entry);
        grants.setOwner(entry.securable(), entry.details().owner());
    }

    void removeTable(Securable table) {
        tables.remove(table);
        grants.forget(table);
    }

    void removeSchema(Securable schema) {
        schemas.remove(schema);
        tables.keySet().removeIf(table -> schema.equals(table.parent()));
        grants.forget(schema);
    }

    boolean hasTables(Securable schema) {
        return tables.keySet().stream().anyMatch(table -> schema.equals(table.parent()));
    }

    private boolean sees(String principal, Privilege privilege, Securable securable, boolean includeBrowse) {
        return grants.allows(principal, privilege, securable)
                || (includeBrowse && grants.allows(principal, Privilege.BROWSE, securable));
    }
}
