package dev.sluice.token;

import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;
import dev.sluice.fault.FaultException;
import dev.sluice.token.SharedToken.Setback;
import dev.sluice.vault.SealedSecret;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of the database as this replica sees them. A database that is away, or has answered nothing for half a
 * second, keeps no call waiting, and is then left alone for some seconds; one that is slow but answers is waited for.
 */
@Singleton
class SharedTokens {
    private static final Logger LOG = Logger.getLogger(SharedTokens.class);
    private static final Duration PATIENCE = Duration.ofMillis(500);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);
    static final Duration LEFT_ALONE = Duration.ofSeconds(5);
    private static final Duration WRITE_AGAIN = Duration.ofSeconds(1);
    private static final int WRITES = 4;

    private final TokenRows rows;
    private final TokenConfig config;
    private final LongSupplier nanos;
    private final RowReader urgent;
    private final RowReader background;
    private final String replica = UUID.randomUUID().toString();
    private final SharedTokenReader reader;
    private volatile @Nullable Long awayUntil;
    private volatile @Nullable Long heardAt;

    @Inject
    SharedTokens(TokenRows rows, TokenSeal seal, TokenConfig config) {
        this(rows, seal, config, System::nanoTime);
    }

    SharedTokens(TokenRows rows, TokenSeal seal, TokenConfig config, LongSupplier nanos) {
        this.rows = rows;
        this.config = config;
        this.nanos = nanos;
        this.reader = new SharedTokenReader(replica, seal, config, nanos);
        this.urgent = new RowReader(rows);
        this.background = new RowReader(rows);
    }

    /** What there is; fails where the database does not tell. */
    Uni<SharedToken> look(ServicePrincipal principal, boolean isUrgent) {
        if (isAway()) {
            return Uni.createFrom().failure(away());
        }
        RowReader queue = isUrgent ? urgent : background;
        return answered(queue.read(principal.account().value()), principal, isUrgent);
    }

    /** Takes the next mint for this replica, if need be; fails where the database does not tell. */
    Uni<SharedToken> claim(ServicePrincipal principal, long known, boolean anyway, boolean isUrgent) {
        if (isAway()) {
            return Uni.createFrom().failure(away());
        }
        return answered(rows.claim(principal, replica, lease(), known, anyway), principal, isUrgent);
    }

    private Uni<SharedToken> answered(Uni<Optional<TokenRow>> question, ServicePrincipal principal, boolean isUrgent) {
        return Uni.createFrom().deferred(() -> {
            long askedAt = nanos.getAsLong();
            // Goes on when nobody waits for it any more: a late answer tells that the database is there.
            CompletableFuture<Optional<TokenRow>> answer = question.subscribeAsCompletionStage();
            answer.whenComplete((row, failure) -> {
                if (failure == null) {
                    heardAt = nanos.getAsLong();
                    awayUntil = null;
                } else {
                    note(failure);
                }
            });
            Duration patience = isUrgent ? PATIENCE : LONGEST_WAIT;
            return patient(answer, askedAt, patience)
                    .map(row -> row.map(found -> reader.read(principal, found, askedAt))
                            .orElse(SharedToken.NONE));
        });
    }

    private Uni<Optional<TokenRow>> patient(
            CompletableFuture<Optional<TokenRow>> answer, long askedAt, Duration patience) {
        return Uni.createFrom()
                .completionStage(answer::copy)
                .ifNoItem()
                .after(patience)
                .recoverWithUni(() -> {
                    long now = nanos.getAsLong();
                    Long heard = heardAt;
                    boolean answersOthers =
                            heard != null && now - heard < patience.toNanos() && now - askedAt < LONGEST_WAIT.toNanos();
                    if (answersOthers) {
                        return patient(answer, askedAt, patience);
                    }
                    awayUntil = now + LEFT_ALONE.toNanos();
                    return Uni.createFrom().failure(away());
                });
    }

    /** Tells the others of a token. Fails where the database does not take it. */
    Uni<Optional<Long>> store(ServicePrincipal principal, AccessToken token, SealedSecret sealed) {
        return written(() -> {
            long now = nanos.getAsLong();
            return rows.store(
                    principal,
                    replica,
                    new TokenRows.Times(
                            Duration.ofNanos(now - token.mintedAt()),
                            Duration.ofNanos(token.expiresAt() - now),
                            Duration.ofNanos(token.renewAt() - now)),
                    sealed);
        });
    }

    /** Tells the others that a mint failed. Fails where the database does not take it. */
    Uni<Void> fail(ServicePrincipal principal, Setback setback) {
        Fault fault = setback.fault();
        return written(() -> rows.fail(
                principal,
                replica,
                new TokenRows.Failure(
                        fault.code().label(),
                        fault.detail(),
                        fault.hint(),
                        Duration.ofNanos(setback.retryAt() - nanos.getAsLong()))));
    }

    /** Lets the first call not wait for what a new process does for the first time. */
    void start(@Observes StartupEvent started) {
        rows.find(List.of("")).subscribe().with(none -> heardAt = nanos.getAsLong(), this::note);
    }

    boolean isAway() {
        Long until = awayUntil;
        return until != null && nanos.getAsLong() - until < 0;
    }

    // Others wait for what is written until the lease ends, so it is worth more than one attempt.
    private static <T> Uni<T> written(Supplier<Uni<? extends T>> write) {
        return Uni.createFrom()
                .deferred(write)
                .ifNoItem()
                .after(LONGEST_WAIT)
                .fail()
                .onFailure(SharedTokens::meansAway)
                .retry()
                .withBackOff(WRITE_AGAIN)
                .atMost(WRITES)
                .onFailure()
                .invoke(cause -> LOG.debugf("A token is not shared: %s", cause.getMessage()));
    }

    // Two tries, the pause between them, and the writing of what came of it.
    private Duration lease() {
        return config.mintTimeout()
                .multipliedBy(2)
                .plus(config.secondTryDelay())
                .plusSeconds(5);
    }

    private void note(Throwable cause) {
        if (meansAway(cause)) {
            awayUntil = nanos.getAsLong() + LEFT_ALONE.toNanos();
            LOG.debugf("Tokens are not shared for now: %s", cause.getMessage());
        } else {
            LOG.warnf("A token is not shared: %s", cause.getMessage());
        }
    }

    private static boolean meansAway(Throwable cause) {
        return cause instanceof TimeoutException
                || cause instanceof FaultException told && told.fault().code() == FaultCode.UNAVAILABLE;
    }

    private static FaultException away() {
        return Fault.of(FaultCode.UNAVAILABLE, "The gateway's database was away a moment ago")
                .asException();
    }
}
