package dev.sluice.sandbox.sql;

import dev.sluice.sandbox.sql.Catalogue.TableEntry;
import dev.sluice.sandbox.sql.error.Position;
import dev.sluice.sandbox.sql.error.SqlError;
import dev.sluice.sandbox.sql.text.Session;
import dev.sluice.sandbox.sql.tree.TableResolver;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a principal reaches: names are made full, looked up, and checked against the grants. */
final class Access implements TableResolver {
    private final Connection connection;
    private final Catalogue catalogue;
    private final Grants grants;
    private final Session session;
    private final Map<String, Target> views = new HashMap<>();

    Access(Connection connection, Catalogue catalogue, Grants grants, Session session) {
        this.connection = connection;
        this.catalogue = catalogue;
        this.grants = grants;
        this.session = session;
    }

    /** A table to read. */
    @Override
    public Target resolve(List<String> name, Position position) {
        Securable full = table(name);
        if (full.path().get(1).equals(InformationSchema.NAME)) {
            return informationSchema(full, name, position);
        }
        TableEntry table = find(name, position);
        require(Privilege.SELECT, table.securable());
        return place(table);
    }

    /** A table to change rows of: what is read to choose them must be readable. */
    TableEntry changeable(List<String> name, Position position) {
        resolve(name, position);
        return writable(name, position);
    }

    /** A table to add rows to. */
    TableEntry writable(List<String> name, Position position) {
        TableEntry table = find(name, position);
        require(Privilege.MODIFY, table.securable());
        if (!table.type().equals("MANAGED")) {
            throw SqlError.of(
                    "UNSUPPORTED_FEATURE.TABLE_OPERATION",
                    "0A000",
                    "The feature is not supported: Table " + table.securable().fullName()
                            + " does not support changes.");
        }
        return table;
    }

    /** A table that exists and that the principal may know of. */
    TableEntry find(List<String> name, Position position) {
        Securable full = table(name);
        return catalogue
                .table(full.path().get(0), full.path().get(1), full.path().get(2))
                .filter(table -> knowsOf(full))
                .orElseThrow(() -> SqlError.tableNotFound(name, position));
    }

    boolean allows(Privilege privilege, Securable securable) {
        return grants.allows(session.user(), privilege, securable);
    }

    /** The privilege on a table, and the use of all that it is in. */
    private void require(Privilege privilege, Securable table) {
        Securable schema = Securable.schema(table.path().get(0), table.path().get(1));
        Securable catalog = Securable.catalog(table.path().get(0));
        if (!allows(Privilege.USE_CATALOG, catalog)) {
            throw missing(Privilege.USE_CATALOG, catalog);
        }
        if (!allows(Privilege.USE_SCHEMA, schema)) {
            throw missing(Privilege.USE_SCHEMA, schema);
        }
        if (!allows(privilege, table)) {
            throw missing(privilege, table);
        }
    }

    /** For commands on metadata. */
    void requireForCommand(Privilege privilege, Securable securable) {
        if (!allows(privilege, securable)) {
            throw SqlError.permissionDenied(privilege.sql(), securable.kind(), securable.fullName());
        }
    }

    Securable existingCatalog(String name) {
        if (catalogue.catalog(name).isEmpty()) {
            throw SqlError.catalogNotFound(name);
        }
        return Securable.catalog(name);
    }

    /** A catalog that a command may list the contents of. */
    Securable browsable(String catalog) {
        Securable existing = existingCatalog(catalog);
        if (!allows(Privilege.USE_CATALOG, existing)) {
            requireForCommand(Privilege.BROWSE, existing);
        }
        return existing;
    }

    Securable existingSchema(List<String> name) {
        Securable schema = schema(name);
        if (catalogue.schema(schema.path().getFirst(), schema.path().getLast()).isEmpty()) {
            throw SqlError.schemaNotFound(schema.path());
        }
        return schema;
    }

    /** The name as a table's, with the session's catalog and schema where it has none. */
    Securable table(List<String> name) {
        return switch (name.size()) {
            case 1 -> Securable.table(session.catalog(), session.schema(), name.getFirst());
            case 2 -> Securable.table(session.catalog(), name.getFirst(), name.getLast());
            default -> Securable.table(name.getFirst(), name.get(1), name.getLast());
        };
    }

    /** The name as a schema's, with the session's catalog where it has none. */
    Securable schema(List<String> name) {
        return name.size() == 1
                ? Securable.schema(session.catalog(), name.getFirst())
                : Securable.schema(name.getFirst(), name.get(1));
    }

    static Target place(TableEntry table) {
        return place(table.securable());
    }

    /** A schema of DuckDB stands for a catalog and schema of the workspace; a dot cannot be part of either's name. */
    static Target place(Securable table) {
        List<String> path = table.path();
        return new Target("memory", path.get(0) + "." + path.get(1), path.get(2), table.fullName());
    }

    private boolean knowsOf(Securable table) {
        return allows(Privilege.BROWSE, table)
                || allows(Privilege.SELECT, table)
                || allows(Privilege.MODIFY, table)
                || allows(Privilege.USE_SCHEMA, table);
    }

    private static SqlError missing(Privilege privilege, Securable securable) {
        return SqlError.insufficientPermissions(privilege.sql(), securable.kind(), securable.fullName());
    }

    private Target informationSchema(Securable full, List<String> name, Position position) {
        String catalog = full.path().getFirst();
        if (!allows(Privilege.USE_CATALOG, Securable.catalog(catalog))
                && !allows(Privilege.BROWSE, Securable.catalog(catalog))) {
            throw SqlError.tableNotFound(name, position);
        }
        return views.computeIfAbsent(full.fullName().toLowerCase(Locale.ROOT), _ -> {
            TempTable view = new InformationSchema(catalogue, session.user(), catalog)
                    .view(full.path().get(2))
                    .orElseThrow(() -> SqlError.tableNotFound(name, position));
            try {
                return view.create(connection);
            } catch (SQLException e) {
                throw new IllegalStateException("The rows of " + full.fullName() + " could not be made", e);
            }
        });
    }
}
