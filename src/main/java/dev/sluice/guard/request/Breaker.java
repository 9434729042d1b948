package dev.sluice.guard.request;

import dev.sluice.guard.limit.GuardLimits;
import dev.sluice.workspace.WorkspaceRequest;
import dev.sluice.workspace.WorkspaceResponse;
import io.smallrye.faulttolerance.api.CircuitBreakerState;
import io.smallrye.faulttolerance.api.CustomBackoffStrategy;
import io.smallrye.faulttolerance.api.TypedGuard;
import jakarta.enterprise.util.TypeLiteral;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * SmallRye Fault Tolerance's circuit breaker and, around it, its retries: each try asks the breaker. Open, it lets
 * nothing through for a time; then one request at a time tries whether the workspace is well.
 */
final class Breaker {
    private static final TypeLiteral<CompletionStage<WorkspaceResponse>> ANSWER = new TypeLiteral<>() {};

    private final TypedGuard<CompletionStage<WorkspaceResponse>> guard;
    private final Duration openTime;
    private final Duration firstByte;
    private final LongSupplier nanos;
    private volatile CircuitBreakerState state = CircuitBreakerState.CLOSED;
    private volatile long openedAt;

    Breaker(GuardLimits limits, LongSupplier nanos) {
        this.nanos = nanos;
        this.openTime = limits.openTime();
        this.firstByte = limits.firstByte();
        this.guard = build(limits);
    }

    private TypedGuard<CompletionStage<WorkspaceResponse>> build(GuardLimits limits) {
        TypedGuard.Builder<CompletionStage<WorkspaceResponse>> builder = TypedGuard.create(ANSWER)
                .withThreadOffload(false)
                .withCircuitBreaker()
                .failureRatio(limits.failureRatio())
                .requestVolumeThreshold(limits.window())
                .delay(limits.openTime().toMillis(), ChronoUnit.MILLIS)
                .when(failure -> failure instanceof AttemptFailure told && told.isUnwell())
                .onStateChange(this::changed)
                .done();
        if (limits.retries() > 0) {
            builder = builder.withRetry()
                    .maxRetries(limits.retries())
                    .whenException(failure -> failure instanceof AttemptFailure told && told.mayRepeat())
                    .withCustomBackoff()
                    .strategy(() -> (CustomBackoffStrategy) Retries::pauseMillis)
                    .done()
                    .done();
        }
        return builder.build();
    }

    private void changed(CircuitBreakerState next) {
        if (next == CircuitBreakerState.OPEN) {
            openedAt = nanos.getAsLong();
        }
        state = next;
    }

    /** Tries, and tries again where it is worth it; the stage completes on the thread that completes the last try. */
    CompletionStage<WorkspaceResponse> run(Supplier<CompletionStage<WorkspaceResponse>> tries) {
        return guard.get(tries);
    }

    CircuitBreakerState state() {
        return state;
    }

    /** Whether a try that begins now decides if the breaker closes: it may begin before the change of state is told. */
    boolean isProbing() {
        return state != CircuitBreakerState.CLOSED;
    }

    /** How long the probe may take: all others are held back meanwhile, so not as long as any request might. */
    long probePatience(WorkspaceRequest probe) {
        Duration usual = openTime.multipliedBy(2);
        return (usual.compareTo(firstByte) < 0 ? usual : firstByte)
                .plus(probe.patience())
                .toMillis();
    }

    /** How long calls are held back; zero if they may come. */
    Duration left() {
        if (state != CircuitBreakerState.OPEN) {
            return Duration.ZERO;
        }
        long left = openedAt + openTime.toNanos() - nanos.getAsLong();
        return left <= 0 ? Duration.ZERO : Duration.ofNanos(left);
    }
}
