package dev.sluice.sandbox.jobs;

import dev.sluice.sandbox.auth.Principal;
import dev.sluice.sandbox.http.Refusal;
import dev.sluice.sandbox.permissions.PermissionLevel;
import dev.sluice.sandbox.settings.LiveSettings;

/** What the jobs API says no with; texts as seen from live workspaces, unless said otherwise. */
final class JobRefusals {
    private JobRefusals() {}

    /** Both answers were reported for what is absent, hence the setting. */
    static Refusal absent(String kind, long id, LiveSettings settings) {
        int status = settings.now().jobs().absentStatus();
        String code = status == 404 ? "RESOURCE_DOES_NOT_EXIST" : "INVALID_PARAMETER_VALUE";
        return Refusal.of(status, code, kind + " " + id + " does not exist.");
    }

    static Refusal lacks(Principal principal, PermissionLevel level, long jobId) {
        String needed = switch (level) {
            case CAN_VIEW -> "View or Admin or Manage Run or Owner";
            case CAN_MANAGE_RUN -> "Manage Run or Owner or Admin";
            default -> "Admin or Owner";
        };
        return denied("User " + principal.clientId() + " does not have " + needed + " permissions on job " + jobId);
    }

    /** For reading and changing a job's permissions. */
    static Refusal mayNotManage(Principal principal, String jobId) {
        return denied(principal.clientId() + " does not have Manage permissions on Job with ID: ElasticJobId(" + jobId
                + "). Please contact the owner or an administrator for access.");
    }

    static Refusal limit(long limit, int most) {
        return invalid("Invalid limit " + limit + " - it has to be "
                + (limit > most ? "no more than " + most : "greater than 0") + ".");
    }

    /** The missing space is the platform's. */
    static Refusal offset(long offset, long most, String page) {
        return invalid("The supplied offset " + offset + " has exceeded the value of " + most
                + " allowed for this parameter.Please use the page_token parameter to paginate:"
                + " https://docs.databricks.com/api/workspace/jobs/" + page + ".");
    }

    static Refusal invalid(String message) {
        return Refusal.of(400, "INVALID_PARAMETER_VALUE", message);
    }

    private static Refusal denied(String message) {
        return Refusal.of(403, "PERMISSION_DENIED", message);
    }
}
