package dev.sluice.account.diagnosis;

import dev.sluice.account.AccountStatus;
import dev.sluice.account.ConnectedAccount;
import io.smallrye.mutiny.Uni;
import java.util.List;

/** Whether the gateway itself lets the account's calls through. */
final class AccountCheck {
    static final String NAME = "account";

    /** The checks that need an account with credentials. */
    static final List<String> OTHERS = List.of(
            "name_resolves",
            "reachable",
            "tls",
            "credentials",
            "token",
            "entitlements",
            "warehouses",
            "warehouse",
            "catalogs",
            "table");

    private final ConnectedAccount account;

    AccountCheck(ConnectedAccount account) {
        this.account = account;
    }

    Check check() {
        return new Check(NAME, null, () -> Uni.createFrom().item(finding()));
    }

    /** Whether its workspace may be asked: refused credentials may have come right there, what was switched off stays so. */
    boolean mayGoOn() {
        return account.principal() != null && account.status() != AccountStatus.DISCONNECTED;
    }

    private Finding finding() {
        String status = "The account is " + account.status() + ": " + account.cause() + ".";
        return switch (account.status()) {
            case ACTIVE -> Finding.passed(status);
            case REVOKED, EXPIRED ->
                Finding.failed(
                        status,
                        "If its credentials pass below, disconnect and reconnect it; if not, update it with a new"
                                + " client secret from the workspace admin.");
            case DISCONNECTED -> Finding.failed(status, "Reconnect it, or update it with credentials.");
            case PENDING_AUTH -> Finding.failed(status, "Update it with workspace_url, client_id and client_secret.");
        };
    }
}
