package dev.sluice.token;

import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;
import dev.sluice.workspace.FaultTeller;
import dev.sluice.workspace.WorkspaceResponse;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;

/** Tells why a token endpoint gave no token (Databricks OAuth M2M, RFC 6749 §5.2). */
final class TokenRefusal {
    private TokenRefusal() {}

    static Fault tell(WorkspaceResponse response) {
        return byError(response, error(response)).withUpstreamRequestId(response.requestId());
    }

    private static Fault byError(WorkspaceResponse response, String error) {
        int status = response.status();
        if (status == 404) {
            // Every workspace has a token endpoint.
            return FaultTeller.notAWorkspace();
        }
        if (status != 400 && status != 401) {
            return FaultTeller.tell(response);
        }
        return switch (error) {
            case "invalid_client", "unauthorized_client" ->
                Fault.of(
                        FaultCode.CREDENTIALS_REJECTED,
                        "The workspace refused the service principal's client id or secret.",
                        "The workspace admin checks that the service principal `" + response.principal()
                                + "` is active and assigned to this workspace, and makes a new OAuth secret of"
                                + " Databricks' own (a cloud's secret will not do); then update the connected"
                                + " account's credentials.");
            case "invalid_scope" ->
                Fault.of(
                        FaultCode.MISSING_SCOPE,
                        "The workspace grants the service principal no token for all APIs.",
                        "The workspace admin allows the scope all-apis for the service principal `"
                                + response.principal() + "`.");
            // A 400 with an empty body passes, as far as it was seen; it condemns no credentials.
            default ->
                status == 401
                        ? FaultTeller.tell(response)
                        : Fault.of(
                                FaultCode.WORKSPACE_ERROR,
                                "The workspace's token endpoint refused the request without saying why.",
                                "Try again; if it stays, check the connected account's client id.");
        };
    }

    private static String error(WorkspaceResponse response) {
        try {
            Object error = response.isJsonObject() ? new JsonObject(response.body()).getValue("error") : null;
            return error instanceof String text ? text : "";
        } catch (DecodeException notJson) {
            return "";
        }
    }
}
