package dev.sluice.sandbox.auth;

import java.util.Set;

/**
 * A service principal.
 *
 * @param clientId its application id, which SQL and grants know it by
 * @param displayName for people
 * @param id the workspace's own number for it
 * @param entitlements such as {@code databricks-sql-access}
 * @param admin whether it belongs to the group {@code admins}
 */
public record Principal(String clientId, String displayName, long id, Set<String> entitlements, boolean admin) {
    public static final String SQL_ACCESS = "databricks-sql-access";
    public static final String WORKSPACE_ACCESS = "workspace-access";

    /** A principal with the usual entitlements. */
    public static Principal of(String clientId, String displayName, long id) {
        return new Principal(clientId, displayName, id, Set.of(SQL_ACCESS, WORKSPACE_ACCESS), false);
    }

    /** The same, as an administrator of its workspace. */
    public Principal asAdmin() {
        return new Principal(clientId, displayName, id, entitlements, true);
    }
}
