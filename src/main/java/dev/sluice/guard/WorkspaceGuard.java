package dev.sluice.guard;

import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;
import dev.sluice.guard.request.RequestGuard;
import dev.sluice.id.AccountId;
import dev.sluice.telemetry.GuardMeter;
import io.smallrye.mutiny.Uni;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** What stands before one workspace for those who share their limits. Used until nobody has come for long. */
final class WorkspaceGuard {
    private static final int LET_GO = -1;

    private final RequestGuard requests;
    private final Entrance calls;
    private final Entrance streams;
    private final GuardMeter meter;
    private final LongSupplier nanos;
    private final AtomicInteger users = new AtomicInteger();
    private volatile long lastUsed;

    /** @param entrances makes the way in of a kind, given what to run when somebody has left */
    WorkspaceGuard(
            RequestGuard requests,
            BiFunction<GuardMeter.Kind, Runnable, Entrance> entrances,
            GuardMeter meter,
            LongSupplier nanos) {
        this.requests = requests;
        this.meter = meter;
        this.nanos = nanos;
        this.lastUsed = nanos.getAsLong();
        this.calls = entrances.apply(GuardMeter.Kind.CALL, this::leave);
        this.streams = entrances.apply(GuardMeter.Kind.STREAM, this::leave);
    }

    /** Keeps it in use until the call that comes has gone; false if it was let go before. */
    boolean join() {
        return users.getAndUpdate(count -> count == LET_GO ? LET_GO : count + 1) != LET_GO;
    }

    private void leave() {
        lastUsed = nanos.getAsLong();
        users.decrementAndGet();
    }

    /** Lets it go if nobody uses it and nobody has for so long. */
    boolean letGo(long idleNanos) {
        return nanos.getAsLong() - lastUsed > idleNanos && users.compareAndSet(0, LET_GO);
    }

    /** Of who has joined: the admission, or why not. */
    Uni<Admission> admit(AccountId account, GuardMeter.Kind kind, Consumer<LimitState> observer) {
        Fault refusal = requests.refusal();
        if (refusal != null) {
            meter.admission(
                    kind,
                    refusal.code() == FaultCode.WORKSPACE_RATE_LIMITED
                            ? GuardMeter.Outcome.TAP_CLOSED
                            : GuardMeter.Outcome.BREAKER_OPEN);
            leave();
            return Uni.createFrom().failure(refusal.asException());
        }
        return (kind == GuardMeter.Kind.CALL ? calls : streams).enter(account, observer);
    }

    String breakerState() {
        return requests.breakerState();
    }
}
