package dev.sluice.account.diagnosis;

import dev.sluice.token.ServicePrincipal;
import dev.sluice.token.Workspaces;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Whether the workspace knows the service principal, and lets it in (Databricks OAuth M2M, SCIM Me). */
final class PrincipalChecks {
    static final String TOKEN = "token";
    private static final String SQL_ACCESS = "databricks-sql-access";

    private final Workspaces workspaces;
    private final ServicePrincipal principal;
    private final WorkspaceReader workspace;
    private @Nullable JsonObject me;

    PrincipalChecks(Workspaces workspaces, ServicePrincipal principal, WorkspaceReader workspace) {
        this.workspaces = workspaces;
        this.principal = principal;
        this.workspace = workspace;
    }

    List<Check> list(String needed) {
        return List.of(
                new Check("credentials", needed, this::credentials),
                new Check(TOKEN, "credentials", this::token),
                new Check("entitlements", TOKEN, this::entitlements));
    }

    private Uni<Finding> credentials() {
        return workspaces.renew(principal).replaceWith(() -> Finding.passed("The workspace minted a token."));
    }

    private Uni<Finding> token() {
        return workspace.read("/api/2.0/preview/scim/v2/Me").map(answer -> {
            me = answer;
            return Boolean.FALSE.equals(answer.getValue("active"))
                    ? Finding.failed(
                            "The service principal is not active in this workspace.",
                            "The workspace admin activates the service principal " + principal.clientId() + ".")
                    : Finding.passed("The workspace accepts the token of " + principal.clientId() + ".");
        });
    }

    // What comes through a group is not always listed, so that absence proves nothing.
    private Uni<Finding> entitlements() {
        String listed = me == null ? "" : entitlements(me);
        return Uni.createFrom()
                .item(
                        listed.contains(SQL_ACCESS)
                                ? Finding.passed("It has " + listed + ".")
                                : Finding.warning(
                                        "It has " + (listed.isEmpty() ? "no entitlement of its own" : listed)
                                                + ", but not " + SQL_ACCESS + ".",
                                        "Unless it has it through a group, the workspace admin adds the entitlement "
                                                + SQL_ACCESS + " to the service principal " + principal.clientId()
                                                + "."));
    }

    private static String entitlements(JsonObject me) {
        return me.getJsonArray("entitlements", new JsonArray()).stream()
                .filter(JsonObject.class::isInstance)
                .map(entitlement -> ((JsonObject) entitlement).getString("value", ""))
                .collect(Collectors.joining(", "));
    }
}
