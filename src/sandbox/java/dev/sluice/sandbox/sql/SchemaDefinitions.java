package dev.sluice.sandbox.sql;

import dev.sluice.sandbox.sql.Catalogue.SchemaEntry;
import dev.sluice.sandbox.sql.error.SqlError;
import dev.sluice.sandbox.sql.text.Cursor;
import dev.sluice.sandbox.sql.text.Duck;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** CREATE SCHEMA and DROP SCHEMA: in DuckDB and in the catalogue. */
final class SchemaDefinitions {
    private final Execution execution;
    private final Cursor cursor;
    private final Access access;
    private final Catalogue catalogue;

    SchemaDefinitions(Execution execution, Catalogue catalogue) {
        this.execution = execution;
        this.cursor = execution.cursor();
        this.access = execution.access();
        this.catalogue = catalogue;
    }

    Result create() throws SQLException {
        cursor.next();
        cursor.next();
        boolean tolerant = cursor.accept("IF", "NOT", "EXISTS");
        Securable schema = access.schema(cursor.name());
        Securable.checkName(schema.path().getLast());
        @Nullable String comment = cursor.accept("COMMENT") ? cursor.string() : null;
        cursor.expectEnd();
        Securable catalog = access.existingCatalog(schema.path().getFirst());
        access.requireForCommand(Privilege.CREATE_SCHEMA, catalog);
        if (catalogue.schema(catalog.fullName(), schema.path().getLast()).isPresent()) {
            if (tolerant) {
                return Result.none();
            }
            throw SqlError.alreadyExists("SCHEMA", schema.path());
        }
        execution.change("CREATE SCHEMA " + Duck.identifier(schema.fullName()));
        catalogue.add(new SchemaEntry(catalog.fullName(), schema.path().getLast(), execution.details(comment)));
        return Result.none();
    }

    Result drop() throws SQLException {
        cursor.next();
        cursor.next();
        boolean tolerant = cursor.accept("IF", "EXISTS");
        Securable schema = access.schema(cursor.name());
        boolean cascade = cursor.accept("CASCADE");
        cursor.accept("RESTRICT");
        cursor.expectEnd();
        if (catalogue.schema(schema.path().getFirst(), schema.path().getLast()).isEmpty()) {
            if (tolerant) {
                return Result.none();
            }
            throw SqlError.schemaNotFound(schema.path());
        }
        access.requireForCommand(Privilege.MANAGE, schema);
        if (!cascade && catalogue.hasTables(schema)) {
            throw SqlError.of(
                    "SCHEMA_NOT_EMPTY",
                    "2BP01",
                    "Cannot drop a schema `" + schema.fullName()
                            + "` because it contains objects. Use DROP SCHEMA ... CASCADE to drop the schema and all its objects.");
        }
        execution.change("DROP SCHEMA " + Duck.identifier(schema.fullName()) + " CASCADE");
        catalogue.removeSchema(schema);
        return Result.none();
    }
}
