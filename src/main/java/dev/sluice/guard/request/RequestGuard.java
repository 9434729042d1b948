package dev.sluice.guard.request;

import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;
import dev.sluice.guard.limit.GuardLimits;
import dev.sluice.telemetry.GuardMeter;
import dev.sluice.workspace.WorkspaceRequest;
import dev.sluice.workspace.WorkspaceResponse;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** What the requests of one guard pass: its breaker, its retry budget, its time-outs, and the workspace's tap. */
public final class RequestGuard {
    // Somebody who has just come is told to come again; a call under way has more to lose.
    private static final Duration NEW_CALL_WAITS = Duration.ofSeconds(2);
    private static final Duration CALL_UNDER_WAY_WAITS = Duration.ofSeconds(10);

    final Vertx vertx;
    final GuardLimits limits;
    final Tap tap;
    final Breaker breaker;
    final RetryBudget budget;
    final GuardMeter meter;
    final LongSupplier nanos;
    private final @Nullable Duration ownFirstByte;

    /** @param usualFirstByte the time-out of requests that do not say otherwise */
    public RequestGuard(
            Vertx vertx, GuardLimits limits, Tap tap, GuardMeter meter, LongSupplier nanos, Duration usualFirstByte) {
        this.vertx = vertx;
        this.limits = limits;
        this.tap = tap;
        this.breaker = new Breaker(limits, nanos);
        this.budget = new RetryBudget(limits.retryRatio());
        this.meter = meter;
        this.nanos = nanos;
        this.ownFirstByte = limits.firstByte().equals(usualFirstByte) ? null : limits.firstByte();
    }

    /** Why no new call may come now; null if it may. */
    public @Nullable Fault refusal() {
        Duration breakerLeft = breaker.left();
        if (!breakerLeft.isZero()) {
            return heldBack(breakerLeft);
        }
        Duration tapLeft = tap.left();
        return tapLeft.isZero() ? null : leftAlone(tapLeft);
    }

    /**
     * Sends a request; see {@link dev.sluice.workspace.RequestGate#pass}.
     *
     * @param progress of the call that sends it
     */
    public Uni<WorkspaceResponse> pass(
            WorkspaceRequest request, Function<WorkspaceRequest, Uni<WorkspaceResponse>> send, CallProgress progress) {
        WorkspaceRequest timed = ownFirstByte == null ? request : request.withFirstByte(ownFirstByte);
        Duration waits = progress.begin() ? NEW_CALL_WAITS : CALL_UNDER_WAY_WAITS;
        return Uni.createFrom()
                .emitter(emitter -> new GatedRequest(this, timed, send, waits, progress, emitter).start());
    }

    /** closed, open or half_open. */
    public String breakerState() {
        return breaker.state().name().toLowerCase(Locale.ROOT);
    }

    static Fault heldBack(Duration left) {
        return Fault.of(
                        FaultCode.WORKSPACE_UNAVAILABLE,
                        "The workspace failed repeatedly; calls are held back until it has had time to recover.",
                        "Nothing was changed: try again later.")
                .withRetryAfter(left);
    }

    static Fault leftAlone(Duration left) {
        return Fault.of(
                        FaultCode.WORKSPACE_RATE_LIMITED,
                        "The workspace asked to be left alone for a while.",
                        "Nothing was changed: try again later.")
                .withRetryAfter(left);
    }
}
