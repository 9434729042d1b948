package dev.sluice.call;

import dev.sluice.account.AccountStatus;
import dev.sluice.account.ConnectedAccount;
import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;
import dev.sluice.token.ServicePrincipal;

/** Tells whether a connected account can be used, and if not, what brings it back. */
final class UsableAccount {
    private UsableAccount() {}

    static ServicePrincipal principalOf(ConnectedAccount account) {
        ServicePrincipal principal = account.principal();
        if (principal != null && account.status() == AccountStatus.ACTIVE) {
            return principal;
        }
        throw refusal(account).asException();
    }

    private static Fault refusal(ConnectedAccount account) {
        String who = "The connected account " + account.id();
        return switch (account.status()) {
            case REVOKED, EXPIRED ->
                Fault.of(
                        FaultCode.CREDENTIALS_REJECTED,
                        who + " is " + account.status() + ": its workspace refused the credentials.",
                        "Update the account with a new client secret from the workspace admin.");
            case DISCONNECTED ->
                Fault.of(
                        FaultCode.ACCOUNT_NOT_CONNECTED,
                        who + " is DISCONNECTED.",
                        "Update the account with credentials to connect it again.");
            default ->
                Fault.of(
                        FaultCode.ACCOUNT_NOT_CONNECTED,
                        who + " has no credentials yet.",
                        "Update the account with workspace_url, client_id and client_secret.");
        };
    }
}
