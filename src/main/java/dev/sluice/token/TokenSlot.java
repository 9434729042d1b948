package dev.sluice.token;

import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;
import dev.sluice.fault.FaultException;
import dev.sluice.token.SharedToken.Setback;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One principal's token: served from memory while it is fit, renewed ahead of its end while it is used, got once however
 * many callers wait.
 */
final class TokenSlot {
    // Longer than any mint takes.
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private final ServicePrincipal principal;
    private final TokenSource source;
    private final Backoff backoff;
    private final AtomicReference<@Nullable Attempt> attempt = new AtomicReference<>();
    private final AtomicReference<@Nullable AccessToken> current = new AtomicReference<>();
    private final AtomicLong refused = new AtomicLong();
    private volatile @Nullable Setback setback;
    private volatile @Nullable Long renewNotBefore;
    private volatile @Nullable Refusal refusal;
    private volatile @Nullable Long healNotBefore;
    private volatile boolean used;
    private volatile boolean retired;

    TokenSlot(ServicePrincipal principal, TokenSource source) {
        this.principal = principal;
        this.source = source;
        this.backoff = new Backoff(source.config, source.random);
    }

    /** The workspace refused a token that was held. */
    private record Refusal(AccessToken token, long at) {
        boolean isOlderThan(AccessToken other) {
            return !same(token, other) && other.mintedAt() - at >= 0;
        }
    }

    ServicePrincipal principal() {
        return principal;
    }

    /** A token to send now, if there is one. */
    @Nullable
    AccessToken ready() {
        AccessToken token = held();
        if (token != null && !used) {
            used = true;
        }
        return token;
    }

    /** The token of the mint under way, or of a new one; or another replica's. */
    Uni<AccessToken> minted() {
        Setback failed = setback;
        long now = source.now();
        if (failed != null && !failed.isOver(now)) {
            return Uni.createFrom().failure(withRetryAfter(failed, now));
        }
        // A copy: a caller who cancels must not cancel the mint that others wait for.
        return Uni.createFrom()
                .completionStage(() -> attempt(true, false).copy())
                .flatMap(got -> got.map(Uni.createFrom()::item).orElseGet(this::minted))
                .ifNoItem()
                .after(LONGEST_WAIT)
                .failWith(TokenSlot::late);
    }

    /** A new token, even if there is a fit one, and even if the last mint has just failed. */
    Uni<AccessToken> renewed() {
        return Uni.createFrom()
                .completionStage(() -> attempt(true, true).copy())
                .map(Optional::orElseThrow)
                .ifNoItem()
                .after(LONGEST_WAIT)
                .failWith(TokenSlot::late);
    }

    /**
     * What to send instead of a token that the workspace refused before its time: another replica's, or a new one. Where
     * one that was minted after a refusal is refused too, more of them are to no avail for some time.
     *
     * @return null where fresh tokens were refused too, of late
     */
    @Nullable
    Uni<AccessToken> replacement(AccessToken dead) {
        long now = source.now();
        if (isAhead(healNotBefore)) {
            return null;
        }
        Refusal before = refusal;
        long pause = source.config.healPause().toNanos();
        if (before != null && now - before.at < pause && before.isOlderThan(dead)) {
            healNotBefore = now + pause;
            return null;
        }
        refused.accumulateAndGet(dead.generation(), Math::max);
        AccessToken newer = held();
        if (newer != null && !same(newer, dead)) {
            return Uni.createFrom().item(newer);
        }
        refusal = new Refusal(dead, now);
        current.updateAndGet(held -> held != null && same(held, dead) ? null : held);
        return minted();
    }

    /** Gets a new token if the one held is due, and calls went out with it. */
    void renewIfDue() {
        AccessToken held = held();
        if (held != null && used && !retired && held.isDue(source.now()) && !isAhead(renewNotBefore)) {
            Setback failed = setback;
            if (failed == null || failed.isOver(source.now())) {
                attempt(false, false);
            }
        }
    }

    /** Other credentials have taken this one's place: what it holds is still served, but not renewed ahead. */
    void retire() {
        retired = true;
    }

    boolean isRetired() {
        return retired;
    }

    /** The token held, if it may be sent. */
    @Nullable
    AccessToken held() {
        AccessToken token = current.get();
        return token != null && token.isFit(source.now()) ? token : null;
    }

    /** Whether the token held should have been renewed some time ago. */
    boolean isOverdue(Duration time) {
        AccessToken token = held();
        return token != null && used && !retired && token.isDue(source.now() - time.toNanos());
    }

    /** The newest mint that is not to be read back: that of the token held, or of one that was refused. */
    long known() {
        AccessToken token = current.get();
        return Math.max(refused.get(), token == null ? 0 : token.generation());
    }

    @Nullable
    Setback setback() {
        return setback;
    }

    void take(AccessToken token) {
        current.set(token);
        setback = null;
        used = false;
    }

    /** The database knows a token under another generation. */
    void stored(AccessToken token, long generation) {
        current.updateAndGet(held -> held != null && same(held, token) ? held.asGeneration(generation) : held);
    }

    /** Another replica's failure counts here too. */
    void take(Setback theirs) {
        setback = theirs;
    }

    /** Notes a failed mint; until the end of the pause nobody tries again. */
    Setback fail(Fault fault, int failuresBefore) {
        Setback before = setback;
        int failures = Math.max(before == null ? 0 : before.failures(), failuresBefore) + 1;
        AccessToken held = held();
        long now = source.now();
        Duration fitFor = held == null ? null : Duration.ofNanos(held.unfitAt() - now);
        Setback failed =
                new Setback(fault, now + backoff.after(fault, failures, fitFor).toNanos(), failures);
        setback = failed;
        return failed;
    }

    void renewLater(Duration pause) {
        renewNotBefore = source.now() + pause.toNanos();
    }

    private CompletableFuture<Optional<AccessToken>> attempt(boolean isUrgent, boolean anyway) {
        Attempt mine = new Attempt(this, source, isUrgent, anyway);
        Attempt other = attempt.compareAndExchange(null, mine);
        if (other == null) {
            AccessToken held = held();
            if (!anyway && held != null && (isUrgent || !held.isDue(source.now()))) {
                end(mine);
                mine.token().complete(Optional.of(held));
            } else {
                mine.start(() -> end(mine));
            }
            return mine.token();
        }
        if (isUrgent) {
            other.urge();
        }
        return anyway && !other.anyway()
                // It may end with another's token, or with the one that is held.
                ? other.token().handle((token, failed) -> token).thenCompose(ended -> attempt(true, true))
                : other.token();
    }

    private void end(Attempt mine) {
        attempt.compareAndSet(mine, null);
    }

    private boolean isAhead(@Nullable Long time) {
        return time != null && source.now() - time < 0;
    }

    private static boolean same(AccessToken one, AccessToken other) {
        return one.authorization().equals(other.authorization());
    }

    private static FaultException late() {
        return Fault.of(FaultCode.WORKSPACE_TIMEOUT, "The workspace gave no token in time.")
                .asException();
    }

    private static Throwable withRetryAfter(Setback failed, long now) {
        Fault fault = failed.fault();
        if (fault.code().retryable()) {
            Duration left = Duration.ofNanos(failed.retryAt() - now).plusSeconds(1);
            return fault.withRetryAfter(left).asException();
        }
        return fault.asException();
    }
}
