package dev.sluice.sandbox.sql;

import dev.sluice.sandbox.sql.text.Cursor;
import java.sql.SQLException;
import java.util.Locale;

/** Tells statements apart by their first word and runs them. */
final class Statements {
    private final Catalogue catalogue;
    private final Grants grants;

    Statements(Catalogue catalogue, Grants grants) {
        this.catalogue = catalogue;
        this.grants = grants;
    }

    Result run(Execution execution) throws SQLException {
        Cursor cursor = execution.cursor();
        return switch (cursor.peek().text().toUpperCase(Locale.ROOT)) {
            case "SELECT", "WITH", "VALUES", "FROM", "TABLE", "(" -> execution.rows(execution.query(cursor.rest()));
            case "INSERT" -> new Changes(execution).insert();
            case "UPDATE" -> new Changes(execution).update();
            case "DELETE" -> new Changes(execution).delete();
            case "TRUNCATE" -> new Changes(execution).truncate();
            case "MERGE" -> new Merge(execution).run();
            case "CREATE", "DROP" -> define(execution);
            case "SHOW" -> new Listings(execution, catalogue).show();
            case "DESCRIBE", "DESC" -> new Listings(execution, catalogue).describe();
            case "GRANT", "REVOKE" -> new GrantStatements(execution, grants).run();
            case "USE" -> use(execution);
            case "SET" -> set(execution);
            default -> throw cursor.unexpected();
        };
    }

    /** One at a time, so that DuckDB and the catalogue agree. */
    private Result define(Execution execution) throws SQLException {
        synchronized (catalogue) {
            Cursor cursor = execution.cursor();
            boolean create = cursor.sees("CREATE");
            if (cursor.peek(1).is("SCHEMA") || cursor.peek(1).is("DATABASE")) {
                SchemaDefinitions schemas = new SchemaDefinitions(execution, catalogue);
                return create ? schemas.create() : schemas.drop();
            }
            Definitions tables = new Definitions(execution, catalogue);
            return create ? tables.create() : tables.drop();
        }
    }

    /** Each request is a session of its own, so USE has no effect beyond the check of the name. */
    private Result use(Execution execution) {
        Cursor cursor = execution.cursor();
        cursor.expect("USE");
        if (cursor.accept("CATALOG")) {
            execution.access().existingCatalog(cursor.identifier());
        } else {
            if (!cursor.accept("SCHEMA")) {
                cursor.accept("DATABASE");
            }
            execution.access().existingSchema(cursor.name());
        }
        cursor.expectEnd();
        return Result.none();
    }

    /** SET lasts for the session, which is this request; DuckDB never sees it. */
    private Result set(Execution execution) {
        Cursor cursor = execution.cursor();
        cursor.expect("SET");
        if (cursor.accept("CATALOG")) {
            execution.access().existingCatalog(cursor.peek().isIdentifier() ? cursor.identifier() : cursor.string());
        }
        cursor.rest();
        return Result.none();
    }
}
