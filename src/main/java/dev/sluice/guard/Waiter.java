package dev.sluice.guard;

import dev.sluice.fault.Fault;
import dev.sluice.id.AccountId;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A call that waits for its turn. Others settle it, on whatever thread; it goes on on its caller's event loop. Whatever
 * becomes of it is said once: admitted, refused or gone.
 */
final class Waiter {
    private final AccountId account;
    private final Consumer<LimitState> observer;
    private final @Nullable Context caller = Vertx.currentContext();
    /** Set by the turnstile with the permit. */
    @Nullable
    Share share;

    private @Nullable Admission admission;
    private @Nullable Fault refusal;
    private @Nullable LimitState state;
    private @Nullable UniEmitter<? super Admission> emitter;
    private boolean delivered;
    private boolean gone;
    private volatile boolean expired;

    /** @param observer hears of the rate limit's state, on the caller's event loop, before the call goes on */
    Waiter(AccountId account, Consumer<LimitState> observer) {
        this.account = account;
        this.observer = observer;
    }

    /** The permit that it was served with. */
    Share permit() {
        if (share == null) {
            throw new IllegalStateException("A waiter was served without a permit");
        }
        return share;
    }

    AccountId account() {
        return account;
    }

    /** Lets it go; false if it has gone already, and the admission is whoever's who calls. */
    boolean admit(Admission admitted, @Nullable LimitState limit) {
        return settle(admitted, null, limit);
    }

    void refuse(Fault fault, @Nullable LimitState limit) {
        settle(null, fault, limit);
    }

    private boolean settle(@Nullable Admission admitted, @Nullable Fault fault, @Nullable LimitState limit) {
        synchronized (this) {
            if (gone) {
                return false;
            }
            admission = admitted;
            refusal = fault;
            state = limit;
            if (emitter == null) {
                return true;
            }
        }
        if (caller == null) {
            deliver();
        } else {
            caller.runOnContext(ignored -> deliver());
        }
        return true;
    }

    /**
     * The outcome; at once, where it is settled.
     *
     * @param whenWaiting run where it is not
     * @param whenGone run if the caller goes before
     */
    Uni<Admission> outcome(Runnable whenWaiting, Runnable whenGone) {
        return Uni.createFrom().emitter(given -> {
            given.onTermination(() -> leave(whenGone));
            boolean settled;
            synchronized (this) {
                emitter = given;
                settled = isSettled();
            }
            if (settled) {
                deliver();
            } else {
                whenWaiting.run();
            }
        });
    }

    synchronized boolean isSettled() {
        return admission != null || refusal != null;
    }

    synchronized boolean isGone() {
        return gone;
    }

    /** It has waited as long as it may; whoever judges it right now lets it wait no longer. */
    void expire() {
        expired = true;
    }

    boolean isExpired() {
        return expired;
    }

    private void deliver() {
        UniEmitter<? super Admission> to;
        synchronized (this) {
            to = emitter;
            if (to == null || gone || delivered) {
                return;
            }
            delivered = true;
        }
        try {
            if (state != null) {
                observer.accept(state);
            }
        } catch (RuntimeException broken) {
            if (admission != null) {
                admission.release();
            }
            to.fail(broken);
            return;
        }
        if (admission != null) {
            to.complete(admission);
        } else if (refusal != null) {
            to.fail(refusal.asException());
        }
    }

    private void leave(Runnable whenGone) {
        Admission granted;
        synchronized (this) {
            if (delivered) {
                return;
            }
            gone = true;
            granted = admission;
        }
        if (granted != null) {
            granted.release();
        } else {
            whenGone.run();
        }
    }
}
