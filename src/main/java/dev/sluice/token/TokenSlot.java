package dev.sluice.token;

import dev.sluice.fault.FaultException;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One principal's token: served from memory while it is fit, renewed in the background when it is due, minted once
 * however many callers wait.
 */
final class TokenSlot {
    private final ServicePrincipal principal;
    private final TokenMint mint;
    private final TokenConfig config;
    private final LongSupplier nanos;
    private final AtomicReference<@Nullable CompletableFuture<AccessToken>> minting = new AtomicReference<>();
    private final AtomicReference<@Nullable AccessToken> current = new AtomicReference<>();
    private volatile @Nullable Setback setback;

    TokenSlot(ServicePrincipal principal, TokenMint mint, TokenConfig config, LongSupplier nanos) {
        this.principal = principal;
        this.mint = mint;
        this.config = config;
        this.nanos = nanos;
    }

    /** A failed mint: until {@code retryAt} nobody tries again, and who needs a token gets {@code cause}. */
    private record Setback(Throwable cause, long retryAt, Duration pause) {}

    /** A token to send now, if there is one; starts its renewal when that is due. */
    @Nullable
    AccessToken ready() {
        AccessToken token = current.get();
        long now = nanos.getAsLong();
        if (token == null || !token.isFit(now)) {
            return null;
        }
        if (token.isDue(now) && !isPausing(now)) {
            startMint(false);
        }
        return token;
    }

    /** The token of the mint under way, or of a new one. */
    Uni<AccessToken> minted() {
        Setback failed = setback;
        long now = nanos.getAsLong();
        if (failed != null && isPausing(now)) {
            return Uni.createFrom().failure(withRetryAfter(failed, now));
        }
        CompletableFuture<AccessToken> token = startMint(false);
        // A copy: a caller who cancels must not cancel the mint that others wait for.
        return Uni.createFrom().completionStage(token::copy);
    }

    /** A new token, even if there is a fit one, and even if the last mint has just failed. */
    Uni<AccessToken> renewed() {
        CompletableFuture<AccessToken> token = startMint(true);
        return Uni.createFrom().completionStage(token::copy);
    }

    /** The workspace refused this token before its time. */
    void reject(AccessToken dead) {
        current.compareAndSet(dead, null);
    }

    private boolean isPausing(long now) {
        Setback failed = setback;
        return failed != null && now - failed.retryAt < 0;
    }

    private CompletableFuture<AccessToken> startMint(boolean anyway) {
        CompletableFuture<AccessToken> mine = new CompletableFuture<>();
        CompletableFuture<AccessToken> other = minting.compareAndExchange(null, mine);
        if (other != null) {
            return other;
        }
        AccessToken justMinted = current.get();
        if (!anyway && justMinted != null && !justMinted.isDue(nanos.getAsLong())) {
            minting.set(null);
            mine.complete(justMinted);
            return mine;
        }
        mint.mint(principal).subscribe().with(token -> succeed(mine, token), cause -> fail(mine, cause));
        return mine;
    }

    private void succeed(CompletableFuture<AccessToken> mine, AccessToken token) {
        current.set(token);
        setback = null;
        minting.set(null);
        mine.complete(token);
    }

    private void fail(CompletableFuture<AccessToken> mine, Throwable cause) {
        Setback before = setback;
        Duration pause = before == null ? config.firstPause() : before.pause.multipliedBy(2);
        Duration bounded = pause.compareTo(config.longestPause()) > 0 ? config.longestPause() : pause;
        setback = new Setback(cause, nanos.getAsLong() + bounded.toNanos(), bounded);
        minting.set(null);
        mine.completeExceptionally(cause);
    }

    private static Throwable withRetryAfter(Setback failed, long now) {
        if (failed.cause instanceof FaultException told && told.fault().code().retryable()) {
            Duration left = Duration.ofNanos(failed.retryAt - now).plusSeconds(1);
            return told.fault().withRetryAfter(left).asException();
        }
        return failed.cause;
    }
}
