package dev.sluice.guard.request;

import dev.sluice.fault.FaultException;
import dev.sluice.workspace.FaultTeller;
import dev.sluice.workspace.WorkspaceRequest;
import dev.sluice.workspace.WorkspaceResponse;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way through a guard, with its retries. Fault Tolerance passes no cancellation on to what it guards,
 * so this does: whoever cancels resets the request at once. Lives on its caller's event loop.
 */
final class GatedRequest {
    private static final long NO_TIMER = -1;

    private final RequestGuard guard;
    private final WorkspaceRequest request;
    private final Function<WorkspaceRequest, Uni<WorkspaceResponse>> send;
    private final Duration waits;
    private final CallProgress progress;
    private final UniEmitter<? super WorkspaceResponse> emitter;
    private final @Nullable Context caller = Vertx.currentContext();
    private final long startedAt;
    private long totalTimer = NO_TIMER;
    private long otherTimer = NO_TIMER;
    private final Retries retries;
    private long triedAt;
    private boolean probing;
    private @Nullable CompletableFuture<WorkspaceResponse> verdict;
    private @Nullable Cancellable sending;
    private @Nullable AttemptFailure last;
    private volatile boolean over;

    GatedRequest(
            RequestGuard guard,
            WorkspaceRequest request,
            Function<WorkspaceRequest, Uni<WorkspaceResponse>> send,
            Duration waits,
            CallProgress progress,
            UniEmitter<? super WorkspaceResponse> emitter) {
        this.guard = guard;
        this.request = request;
        this.send = send;
        this.waits = waits;
        this.progress = progress;
        this.emitter = emitter;
        this.startedAt = guard.nanos.getAsLong();
        this.retries = new Retries(guard, request, waits);
    }

    void start() {
        emitter.onTermination(this::cancel);
        Duration closed = guard.tap.left();
        if (closed.compareTo(waits) > 0) {
            fail(RequestGuard.leftAlone(closed).asException());
            return;
        }
        Duration total = guard.limits.total().plus(request.patience()).plus(request.sending());
        totalTimer = guard.vertx.setTimer(total.toMillis(), late -> timeOut());
        AttemptFailure before = progress.repeated(request);
        if (before == null) {
            guard.budget.earn();
        } else if (!guard.budget.take()) {
            // Whoever repeats above the guard has the same budget.
            guard.meter.outOfBudget();
            finish(null, before);
            return;
        }
        guard.breaker.run(this::attempt).whenComplete((response, failure) -> onCaller(() -> finish(response, failure)));
    }

    // Asked by Fault Tolerance, once a try; off an event loop, on a thread of its own.
    private CompletionStage<WorkspaceResponse> attempt() {
        CompletableFuture<WorkspaceResponse> mine = new CompletableFuture<>();
        boolean probe = guard.breaker.isProbing();
        onCaller(() -> attempt(mine, probe));
        return mine;
    }

    private void attempt(CompletableFuture<WorkspaceResponse> mine, boolean probe) {
        if (over) {
            abandon(mine, probe);
            return;
        }
        verdict = mine;
        probing = probe;
        Duration closed = guard.tap.left();
        if (closed.isZero()) {
            send(mine, probe);
        } else if (closed.compareTo(waits) > 0) {
            tell(null, AttemptFailure.of(RequestGuard.leftAlone(closed).asException(), retries));
        } else {
            // It may have been closed again when the time is up.
            otherTimer = guard.vertx.setTimer(Retries.spread(closed), opened -> attempt(mine, probe));
        }
    }

    private void send(CompletableFuture<WorkspaceResponse> mine, boolean probe) {
        triedAt = guard.nanos.getAsLong();
        retries.trying();
        if (probe) {
            otherTimer = guard.vertx.setTimer(
                    guard.breaker.probePatience(request),
                    late -> mine.completeExceptionally(AttemptFailure.unproved()));
        }
        sending = send.apply(request).subscribe().with(this::answered, this::failed);
    }

    private void answered(WorkspaceResponse response) {
        guard.meter.answered(response.status(), guard.nanos.getAsLong() - triedAt);
        AttemptFailure failure = AttemptFailure.of(response, retries);
        if (response.status() == 429) {
            guard.tap.close(RetryAfter.of(response));
        }
        tell(response, failure);
    }

    private void failed(Throwable cause) {
        if (cause instanceof FaultException told) {
            guard.meter.unanswered(told.fault().code(), guard.nanos.getAsLong() - triedAt);
        }
        tell(null, AttemptFailure.of(cause, retries));
    }

    private void tell(@Nullable WorkspaceResponse response, @Nullable AttemptFailure failure) {
        stopOtherTimer();
        CompletableFuture<WorkspaceResponse> mine = verdict;
        if (mine == null || mine.isDone()) {
            // The breaker did not wait for it; the caller did.
            finish(response, failure);
        } else if (failure == null) {
            mine.complete(response);
        } else {
            last = failure;
            mine.completeExceptionally(failure);
        }
    }

    private void finish(@Nullable WorkspaceResponse response, @Nullable Throwable failure) {
        Throwable cause = failure instanceof CompletionException wrapped ? wrapped.getCause() : failure;
        if (over || (cause instanceof AttemptFailure told && told.isDetached())) {
            return;
        }
        if (cause instanceof CircuitBreakerOpenException && last != null) {
            // It opened between two tries.
            cause = last;
        }
        if (cause instanceof AttemptFailure told) {
            progress.failed(request, told);
        } else {
            progress.succeeded();
        }
        if (cause == null) {
            complete(response);
        } else if (cause instanceof AttemptFailure told && told.response() != null) {
            complete(told.response());
        } else if (cause instanceof AttemptFailure told) {
            fail(told.getCause());
        } else if (cause instanceof CircuitBreakerOpenException) {
            fail(RequestGuard.heldBack(guard.breaker.left()).asException());
        } else {
            fail(cause);
        }
    }

    private void complete(@Nullable WorkspaceResponse response) {
        end();
        emitter.complete(response);
    }

    private void fail(@Nullable Throwable cause) {
        end();
        emitter.fail(cause);
    }

    private void timeOut() {
        if (over) {
            return;
        }
        CompletableFuture<WorkspaceResponse> mine = verdict;
        FaultException late = FaultTeller.late(request).asException();
        guard.meter.unanswered(late.fault().code(), guard.nanos.getAsLong() - startedAt);
        stopSending();
        fail(late);
        if (mine != null) {
            mine.completeExceptionally(AttemptFailure.of(late, retries));
        }
    }

    private void cancel() {
        if (over) {
            return;
        }
        end();
        stopSending();
        if (verdict != null) {
            abandon(verdict, probing);
        }
    }

    // A cancelled call tells nothing of the workspace: what never completes is never counted. A probe has to end,
    // though, or nobody could ever try again.
    private static void abandon(CompletableFuture<WorkspaceResponse> verdict, boolean probe) {
        if (probe) {
            verdict.completeExceptionally(AttemptFailure.unproved());
        }
    }

    private void stopSending() {
        if (sending != null) {
            sending.cancel();
        }
    }

    private void end() {
        over = true;
        retries.end();
        if (totalTimer != NO_TIMER) {
            guard.vertx.cancelTimer(totalTimer);
        }
        stopOtherTimer();
    }

    private void stopOtherTimer() {
        if (otherTimer != NO_TIMER) {
            guard.vertx.cancelTimer(otherTimer);
            otherTimer = NO_TIMER;
        }
    }

    private void onCaller(Runnable work) {
        if (caller == null || Vertx.currentContext() == caller) {
            work.run();
        } else {
            caller.runOnContext(ignored -> work.run());
        }
    }
}
