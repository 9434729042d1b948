package dev.sluice.account;

import dev.sluice.token.CredentialsRejected;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jboss.logging.Logger;

/** Makes an account {@code REVOKED} or {@code EXPIRED} when its workspace has refused its credentials for good. */
@ApplicationScoped
class Revocations {
    private static final Logger LOG = Logger.getLogger(Revocations.class);

    private final AccountDirectory accounts;

    Revocations(AccountDirectory accounts) {
        this.accounts = accounts;
    }

    void rejected(@Observes CredentialsRejected rejected) {
        accounts.revoke(rejected.account(), rejected.credentialVersion(), rejected.cause())
                .subscribe()
                .with(
                        done -> LOG.infof("Account %s cannot be used: %s", rejected.account(), rejected.cause()),
                        cause -> LOG.warnf("Account %s could not be marked as refused", rejected.account()));
    }
}
