package dev.sluice.account;

import dev.sluice.token.RefreshFailed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jboss.logging.Logger;

/** Writes down that an account's token could not be renewed. */
@ApplicationScoped
class RefreshFailures {
    private static final Logger LOG = Logger.getLogger(RefreshFailures.class);

    private final AccountRepository accounts;

    RefreshFailures(AccountRepository accounts) {
        this.accounts = accounts;
    }

    void failed(@Observes RefreshFailed failed) {
        accounts.noteFailure(
                        failed.account(),
                        failed.credentialVersion(),
                        row -> EventRow.refreshFailed(row, failed.code(), failed.cause(), Times.now()))
                .subscribe()
                .with(
                        done -> {},
                        cause -> LOG.warnf("A failed refresh of account %s was not written down", failed.account()));
    }
}
