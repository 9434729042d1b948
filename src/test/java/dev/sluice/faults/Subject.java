package dev.sluice.faults;

import dev.sluice.demo.JsonApi;
import dev.sluice.demo.JsonApi.Answer;
import dev.sluice.demo.Tenant;
import dev.sluice.sandbox.Workspace;
import dev.sluice.sandbox.auth.Principal;
import dev.sluice.sandbox.sql.Privilege;
import dev.sluice.sandbox.sql.Securable;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.UUID;

/**
 * A connected account with a principal and a door of its own, so that nothing that befalls it touches another case.
 *
 * @param accountId {@code ca_…}
 * @param clientId the principal, an administrator of the workspace who may read all its data
 */
record Subject(
        Cluster cluster,
        Tenant tenant,
        String identifier,
        String accountId,
        Workspace workspace,
        FaultProxy door,
        String clientId) {
    static final String LIST = "databricksworkspace_sql_warehouses_list";
    static final String GET = "databricksworkspace_sql_warehouse_get";
    static final String RUN_NOW = "databricksworkspace_job_run_now";

    static Subject connect(Cluster cluster, Tenant tenant, Workspace workspace) {
        FaultProxy door = cluster.door(workspace);
        return connect(cluster, tenant, workspace, door, door.url());
    }

    /** Connects an account to a URL that need not lead to the workspace. */
    static Subject connect(Cluster cluster, Tenant tenant, Workspace workspace, FaultProxy door, String url) {
        String clientId = UUID.randomUUID().toString();
        workspace
                .principals()
                .add(
                        Principal.of(clientId, "faults-" + clientId.substring(0, 8), 7_300_000_000L)
                                .asAdmin(),
                        "secret");
        workspace
                .engine()
                .grants()
                .grant(
                        clientId,
                        Privilege.ALL_PRIVILEGES,
                        Securable.catalog(workspace.plan().dataset().catalog()));
        String identifier = "account-" + clientId;
        String id = tenant.connect(identifier, url, clientId, "secret").id();
        return new Subject(cluster, tenant, identifier, id, workspace, door, clientId);
    }

    /** Another account at the same door. */
    Subject sibling() {
        return connect(cluster, tenant, workspace, door, door.url());
    }

    JsonObject tool(String name, JsonObject params) {
        return new JsonObject()
                .put("tool_name", name)
                .put("identifier", identifier)
                .put("params", params);
    }

    JsonObject list() {
        return tool(LIST, new JsonObject());
    }

    /** Runs a statement and waits for its rows. */
    JsonObject sql(String statement) {
        return tool(
                "databricksworkspace_sql_statement_execute",
                new JsonObject()
                        .put("warehouse_id", workspace.plan().warehouseId())
                        .put("statement", statement));
    }

    JsonObject query(String statement) {
        return new JsonObject()
                .put("identifier", identifier)
                .put("warehouse_id", workspace.plan().warehouseId())
                .put("statement", statement);
    }

    /** Runs a tool at one of the gateways. */
    Answer call(int replica, JsonObject tool) {
        return call(cluster.replica(replica).url(), tool);
    }

    Answer call(URI gateway, JsonObject tool) {
        return tenant.api(gateway).post("/api/v1/execute_tool", tool);
    }

    Answer list(int replica) {
        return call(replica, list());
    }

    /** Calls each gateway once, so that caller, account and token are in its memory. */
    Subject warm() {
        cluster.replicas().forEach(replica -> call(replica.url(), list()).orFail("The first call"));
        return this;
    }

    /** The account as a gateway tells it. */
    JsonObject account(int replica) {
        return tenant.api(cluster.replica(replica).url())
                .get("/api/v1/connected_accounts/" + accountId)
                .orFail("Reading the account")
                .getJsonObject("connected_account");
    }

    /** Gives the account another secret. */
    Answer enter(JsonApi api, String secret) {
        return api.put(
                "/api/v1/connected_accounts",
                new JsonObject().put("id", accountId).put("client_secret", secret));
    }

    /** How many requests with this path reached the workspace lately, answered or not. */
    long arrived(String path) {
        return workspace.ledger().latest().stream()
                .filter(seen -> seen.path().equals(path))
                .count();
    }
}
