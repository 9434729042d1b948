package dev.sluice.account;

import dev.sluice.fault.FaultCode;
import dev.sluice.fault.FaultException;
import dev.sluice.id.AccountId;
import dev.sluice.token.CredentialsRejected;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Makes an account {@code REVOKED} or {@code EXPIRED} when its workspace has refused its credentials for good; where the
 * database is away, once it is back.
 */
@ApplicationScoped
class Revocations {
    private static final Logger LOG = Logger.getLogger(Revocations.class);
    private static final Duration AGAIN_EVERY = Duration.ofSeconds(5);
    private static final int MOST_WAITING = 10_000;
    private static final int MOST_AT_A_TIME = 10;

    private final AccountDirectory accounts;
    private final Vertx vertx;
    // The latest of each account: what it says is checked against the account when it is written.
    private final ConcurrentHashMap<AccountId, CredentialsRejected> waiting = new ConcurrentHashMap<>();
    private long timer;

    Revocations(AccountDirectory accounts, Vertx vertx) {
        this.accounts = accounts;
        this.vertx = vertx;
    }

    void start(@Observes StartupEvent started) {
        timer = vertx.setPeriodic(AGAIN_EVERY.toMillis(), tick -> again());
    }

    void stop(@Observes ShutdownEvent stopped) {
        vertx.cancelTimer(timer);
    }

    void rejected(@Observes CredentialsRejected rejected) {
        accounts.revoke(rejected.account(), rejected.credentialVersion(), rejected.cause())
                .subscribe()
                .with(
                        done -> {
                            waiting.remove(rejected.account(), rejected);
                            LOG.infof("Account %s cannot be used: %s", rejected.account(), rejected.cause());
                        },
                        cause -> failed(rejected, cause));
    }

    private void again() {
        List.copyOf(waiting.values()).stream().limit(MOST_AT_A_TIME).forEach(this::rejected);
    }

    private void failed(CredentialsRejected rejected, Throwable cause) {
        boolean away = cause instanceof FaultException told && told.fault().code() == FaultCode.UNAVAILABLE;
        if (away && (waiting.size() < MOST_WAITING || waiting.containsKey(rejected.account()))) {
            waiting.put(rejected.account(), rejected);
            LOG.debugf("Account %s is marked as refused once the database is back", rejected.account());
        } else {
            waiting.remove(rejected.account());
            LOG.warnf("Account %s could not be marked as refused: %s", rejected.account(), cause.getMessage());
        }
    }
}
