package dev.sluice.sandbox;

import com.databricks.sdk.WorkspaceClient;
import com.databricks.sdk.core.DatabricksConfig;
import dev.sluice.sandbox.WorkspacePlan.PlannedPrincipal;

/** The official Java SDK, signed in as a service principal. */
final class Sdk {
    private Sdk() {}

    /** As the toy principal of this display name. */
    static WorkspaceClient as(Workspace workspace, String displayName) {
        return client(workspace, workspace.plan().principal(displayName));
    }

    static WorkspaceClient client(Workspace workspace, PlannedPrincipal planned) {
        return client(workspace, planned.principal().clientId(), planned.secret());
    }

    static WorkspaceClient client(Workspace workspace, String clientId, String secret) {
        return new WorkspaceClient(new DatabricksConfig()
                .setHost(workspace.url())
                .setClientId(clientId)
                .setClientSecret(secret)
                .setAuthType("oauth-m2m"));
    }
}
