package dev.sluice.sandbox.compute;

import dev.sluice.sandbox.auth.Principal;
import dev.sluice.sandbox.http.Refusal;
import dev.sluice.sandbox.permissions.PermissionLevel;
import io.vertx.core.json.JsonObject;

/** What the clusters API says no with; texts as seen from live workspaces, unless said otherwise. */
final class ClusterRefusals {
    private ClusterRefusals() {}

    static Refusal absent(String id) {
        return invalid("Cluster " + id + " does not exist");
    }

    static Refusal state(String id, ClusterState state) {
        return Refusal.of(
                400, "INVALID_STATE", "Cluster " + id + " is in unexpected state " + state.title() + ".", byCaller());
    }

    static Refusal missing(String field) {
        String name = field.equals("size") ? ": size" : " '" + field + "'";
        return invalid("Missing required field" + name);
    }

    static Refusal invalid(String message) {
        return Refusal.of(400, "INVALID_PARAMETER_VALUE", message, byCaller());
    }

    static Refusal mayNotCreate() {
        return denied("You are not authorized to create clusters. Please contact your administrator.");
    }

    /** Seen for the level of an owner; the others follow its form. */
    static Refusal lacks(Principal principal, PermissionLevel level, String clusterName) {
        String needed = switch (level) {
            case CAN_ATTACH_TO -> "Attach";
            case CAN_RESTART -> "Restart";
            default -> "Owner";
        };
        return denied(principal.clientId() + " does not have " + needed + " permissions on " + clusterName
                + ". Please contact the owner or an administrator for access.");
    }

    private static Refusal denied(String message) {
        return Refusal.of(403, "PERMISSION_DENIED", message);
    }

    private static JsonObject byCaller() {
        return new JsonObject()
                .put("@type", "type.googleapis.com/google.rpc.ErrorInfo")
                .put("reason", "CM_API_ERROR_SOURCE_CALLER_ERROR")
                .put("domain", "");
    }
}
