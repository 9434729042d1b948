package dev.sluice.sandbox.secrets;

import dev.sluice.sandbox.http.Refusal;
import java.util.stream.Stream;

/** What a principal may do with a scope; each includes those before it. Databricks REST: secret ACLs. */
enum Permission {
    READ,
    WRITE,
    MANAGE;

    static Permission read(String name) {
        return Stream.of(values())
                .filter(permission -> permission.name().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        Refusal.field("permission", "The permission " + name + " is not one of READ, WRITE, MANAGE."));
    }
}
