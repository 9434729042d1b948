package dev.sluice.demo;

import dev.sluice.sandbox.Workspace;
import dev.sluice.sandbox.WorkspacePlan.PlannedPrincipal;
import io.vertx.core.json.JsonObject;
import java.net.URI;

/**
 * An environment of its own at a gateway, with what a program needs to use it.
 *
 * @param environment {@code env_…}
 * @param clientId of an API client with all scopes
 * @param clientSecret its secret
 * @param apiKey a bearer token as it is
 */
public record Tenant(URI gateway, String environment, String clientId, String clientSecret, String apiKey) {
    private static final String CONNECTION = "databricksworkspace";

    /** Creates the environment, its client and its key as the gateway's operator. */
    public static Tenant create(Installation installation, String name) {
        return create(installation.gateway().url(), installation.operatorToken(), name);
    }

    /** The same at any gateway, with its operator's token. */
    public static Tenant create(URI gateway, String operatorToken, String name) {
        JsonApi operator = new JsonApi(gateway, operatorToken);
        String environment = operator.post("/api/v1/environments", new JsonObject().put("name", name))
                .orFail("Creating an environment")
                .getString("id");
        String path = "/api/v1/environments/" + environment;
        JsonObject client = operator.post(path + "/clients", new JsonObject().put("name", name))
                .orFail("Creating an API client");
        JsonObject key = operator.post(path + "/api_keys", new JsonObject().put("name", name))
                .orFail("Creating an API key");
        return new Tenant(
                gateway,
                environment,
                client.getString("client_id"),
                client.getString("client_secret"),
                key.getString("api_key"));
    }

    /** Connects an identifier to a workspace as the principal that may do everything there. */
    public ConnectedAccount connect(String identifier, Workspace workspace) {
        return connect(identifier, workspace, workspace.plan().allRights());
    }

    /** Connects an identifier to a workspace as one of its principals. */
    public ConnectedAccount connect(String identifier, Workspace workspace, PlannedPrincipal principal) {
        return connect(identifier, workspace.url(), principal.principal().clientId(), principal.secret());
    }

    /** Connects an identifier to whatever answers at a workspace's URL. */
    public ConnectedAccount connect(String identifier, String workspaceUrl, String clientId, String clientSecret) {
        JsonObject account = api().post(
                        "/api/v1/connected_accounts:get_or_create",
                        new JsonObject()
                                .put("connector", CONNECTION)
                                .put("identifier", identifier)
                                .put("workspace_url", workspaceUrl)
                                .put("client_id", clientId)
                                .put("client_secret", clientSecret))
                .orFail("Connecting " + identifier)
                .getJsonObject("connected_account");
        return new ConnectedAccount(
                account.getString("id"), account.getString("status"), account.getString("workspace_door_url"));
    }

    /** The API of another gateway of the same installation, with this tenant's key. */
    public JsonApi api(URI replica) {
        return new JsonApi(replica, apiKey);
    }

    /** The gateway's API with this tenant's key. */
    public JsonApi api() {
        return new JsonApi(gateway, apiKey);
    }

    @Override
    public String toString() {
        return "Tenant[" + clientId + ", ***]";
    }
}
