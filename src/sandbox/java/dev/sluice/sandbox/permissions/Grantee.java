package dev.sluice.sandbox.permissions;

import dev.sluice.sandbox.auth.Principal;
import java.util.Locale;

/** Whom a permission is given to. */
public record Grantee(Kind kind, String name) {
    /** Databricks REST: exactly one of user_name, group_name, service_principal_name. */
    public enum Kind {
        USER("UserName"),
        GROUP("GroupName"),
        SERVICE_PRINCIPAL("ServicePrincipalName");

        private final String title;

        Kind(String title) {
            this.title = title;
        }

        /** As refusals write it. */
        String title() {
            return title;
        }

        /** The member that names it. */
        String member() {
            return name().toLowerCase(Locale.ROOT) + "_name";
        }
    }

    /** Those who may do everything with everything. */
    public static final Grantee ADMINS = new Grantee(Kind.GROUP, "admins");

    /** Everyone. */
    public static final Grantee USERS = new Grantee(Kind.GROUP, "users");

    public static Grantee of(Principal principal) {
        return servicePrincipal(principal.clientId());
    }

    /** The service principal of this application id. */
    public static Grantee servicePrincipal(String clientId) {
        return new Grantee(Kind.SERVICE_PRINCIPAL, clientId);
    }
}
