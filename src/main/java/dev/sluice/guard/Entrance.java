package dev.sluice.guard;

import dev.sluice.guard.limit.GuardLimits;
import dev.sluice.guard.rate.RateLimiter;
import dev.sluice.guard.rate.RateVerdict;
import dev.sluice.guard.request.RequestGuard;
import dev.sluice.id.AccountId;
import dev.sluice.telemetry.GuardMeter;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The way in for calls of one kind: a permit, and a token of the rate where there is one; a fair queue for those who have
 * to wait for either. A permit is taken first and given back where the rate refuses, so that no token is lost.
 */
final class Entrance {
    private final Vertx vertx;
    private final GuardMeter.Kind kind;
    private final GuardLimits limits;
    private final Turnstile turnstile;
    private final @Nullable RateLimiter rate;
    private final RequestGuard requests;
    private final Runnable whenLeft;
    private final GuardMeter meter;
    private final Duration longestWait;
    private final LongSupplier nanos;
    private final AtomicInteger wanted = new AtomicInteger();
    private volatile long blockedUntil;
    private volatile @Nullable RateVerdict lastRefusal;

    /** @param whenLeft run each time that somebody who came is gone again */
    Entrance(
            Vertx vertx,
            GuardMeter.Kind kind,
            GuardLimits limits,
            Turnstile turnstile,
            @Nullable RateLimiter rate,
            RequestGuard requests,
            Runnable whenLeft,
            GuardMeter meter,
            Duration longestWait,
            LongSupplier nanos) {
        this.vertx = vertx;
        this.kind = kind;
        this.limits = limits;
        this.turnstile = turnstile;
        this.rate = rate;
        this.requests = requests;
        this.whenLeft = whenLeft;
        this.meter = meter;
        this.longestWait = longestWait;
        this.nanos = nanos;
        this.blockedUntil = nanos.getAsLong();
    }

    Uni<Admission> enter(AccountId account, Consumer<LimitState> observer) {
        Share share = rate == null ? turnstile.tryEnter(account) : null;
        if (share != null) {
            return Uni.createFrom().item(admission(share));
        }
        Waiter waiter = new Waiter(account, observer);
        if (turnstile.enqueue(waiter)) {
            serve();
        } else {
            refuse(waiter);
        }
        long since = nanos.getAsLong();
        return waiter.isSettled()
                ? waiter.outcome(() -> {}, () -> {})
                : waiter.outcome(() -> wait(waiter), () -> goneWaiting(waiter))
                        .onItem()
                        .invoke(() -> meter.waited(nanos.getAsLong() - since));
    }

    private void wait(Waiter waiter) {
        vertx.setTimer(Math.max(1, longestWait.toMillis()), late -> {
            waiter.expire();
            refuseIfWaiting(waiter);
        });
    }

    private void refuseIfWaiting(Waiter waiter) {
        if (turnstile.leave(waiter)) {
            refuse(waiter);
        }
    }

    private void goneWaiting(Waiter waiter) {
        // Whoever serves it right now finds it gone, and gives its permit back.
        if (turnstile.leave(waiter)) {
            meter.admission(kind, GuardMeter.Outcome.CANCELLED);
            whenLeft.run();
        }
    }

    private Admission admission(Share share) {
        meter.admission(kind, GuardMeter.Outcome.ADMITTED);
        meter.entered(kind);
        return new Admission(requests, () -> {
            meter.left(kind);
            giveBack(share);
            whenLeft.run();
        });
    }

    private void giveBack(Share share) {
        if (turnstile.exit(share)) {
            serve();
        }
    }

    /** Lets go whoever may; one thread at a time does so, the others leave it to that one. */
    private void serve() {
        if (wanted.getAndIncrement() == 0) {
            serveAll();
        }
    }

    private void serveAll() {
        int seen;
        do {
            seen = wanted.get();
            if (!serveThoseWhoMay()) {
                return;
            }
        } while (wanted.addAndGet(-seen) != 0);
    }

    // False if a verdict is on its way, which goes on from here.
    private boolean serveThoseWhoMay() {
        while (!isBlocked()) {
            Waiter waiter = turnstile.next();
            if (waiter == null) {
                return true;
            }
            if (rate == null) {
                admit(waiter, null);
            } else {
                Asking asking = new Asking(waiter);
                Uni.createFrom().deferred(rate::take).subscribe().with(asking::told, away -> asking.told(null));
                if (asking.isLate()) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean isBlocked() {
        return rate != null && blockedUntil - nanos.getAsLong() > 0;
    }

    private void judge(Waiter waiter, @Nullable RateVerdict verdict) {
        if (verdict == null || verdict.granted()) {
            lastRefusal = null;
            admit(waiter, verdict);
            return;
        }
        lastRefusal = verdict;
        Share share = waiter.permit();
        if (verdict.nextIn().compareTo(longestWait) > 0) {
            turnstile.exit(share);
            refuse(waiter);
            return;
        }
        blockedUntil = nanos.getAsLong() + verdict.nextIn().toNanos();
        turnstile.putBack(waiter, share);
        vertx.setTimer(verdict.nextIn().toMillis() + 1, refilled -> serve());
        if (waiter.isGone()) {
            goneWaiting(waiter);
        } else if (waiter.isExpired()) {
            // Its time ran out while it was judged.
            refuseIfWaiting(waiter);
        }
    }

    private void admit(Waiter waiter, @Nullable RateVerdict verdict) {
        Admission admission = admission(waiter.permit());
        if (!waiter.admit(admission, state(verdict))) {
            admission.release();
        }
    }

    private void refuse(Waiter waiter) {
        RateVerdict refusal = lastRefusal;
        if (refusal != null && !turnstile.isFull(waiter.account())) {
            meter.admission(kind, GuardMeter.Outcome.RATE);
            whenLeft.run();
            waiter.refuse(Refusals.rate(limits.rate(), refusal.nextIn()), state(refusal));
        } else {
            meter.admission(kind, GuardMeter.Outcome.CONCURRENCY);
            whenLeft.run();
            waiter.refuse(
                    Refusals.permits(kind, kind == GuardMeter.Kind.CALL ? limits.concurrency() : limits.streams()),
                    null);
        }
    }

    private @Nullable LimitState state(@Nullable RateVerdict verdict) {
        return verdict == null ? null : LimitState.of(verdict, limits.rate(), limits.burst());
    }

    /** A question to the rate limiter, which may be answered at once or later. */
    private final class Asking {
        private static final int OPEN = 0;
        private static final int TOLD = 1;
        private static final int LATE = 2;

        private final Waiter waiter;
        private final AtomicInteger answer = new AtomicInteger(OPEN);
        private @Nullable RateVerdict verdict;

        Asking(Waiter waiter) {
            this.waiter = waiter;
        }

        void told(@Nullable RateVerdict told) {
            verdict = told;
            if (!answer.compareAndSet(OPEN, TOLD)) {
                judge(waiter, told);
                serveAll();
            }
        }

        boolean isLate() {
            if (answer.compareAndSet(OPEN, LATE)) {
                return true;
            }
            judge(waiter, verdict);
            return false;
        }
    }
}
