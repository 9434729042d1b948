package dev.sluice.sandbox.catalog;

import dev.sluice.sandbox.auth.Principal;
import dev.sluice.sandbox.http.Refusal;
import dev.sluice.sandbox.sql.Privilege;
import dev.sluice.sandbox.sql.Securable;
import dev.sluice.sandbox.sql.SqlEngine;

/** Who may list what is in a catalog or schema, and how it is refused. */
final class Doorkeeper {
    private final SqlEngine engine;

    Doorkeeper(SqlEngine engine) {
        this.engine = engine;
    }

    /** Whether the principal may use the object, beyond browsing it. */
    boolean mayEnter(Principal principal, Securable object) {
        return engine.grants().allows(principal.clientId(), needed(object), object);
    }

    void requireCatalog(Principal principal, String catalog, boolean browse) {
        if (engine.catalogue().catalog(catalog).isEmpty()) {
            throw Refusal.of(404, "CATALOG_DOES_NOT_EXIST", "Catalog '" + catalog + "' does not exist.");
        }
        require(principal, Securable.catalog(catalog), browse);
    }

    void requireSchema(Principal principal, String catalog, String schema, boolean browse) {
        if (engine.catalogue().schema(catalog, schema).isEmpty()) {
            String name = catalog + "." + schema;
            throw Refusal.of(404, "SCHEMA_DOES_NOT_EXIST", "Schema '" + name + "' does not exist.");
        }
        require(principal, Securable.schema(catalog, schema), browse);
    }

    private void require(Principal principal, Securable object, boolean browse) {
        boolean browses = browse && engine.grants().allows(principal.clientId(), Privilege.BROWSE, object);
        if (!browses && !mayEnter(principal, object)) {
            throw Refusal.of(
                    403,
                    "PERMISSION_DENIED",
                    "User does not have " + needed(object).sql() + " on " + object.kind() + " '" + object.fullName()
                            + "'.");
        }
    }

    private static Privilege needed(Securable object) {
        return switch (object.path().size()) {
            case 1 -> Privilege.USE_CATALOG;
            case 2 -> Privilege.USE_SCHEMA;
            default -> Privilege.SELECT;
        };
    }
}
