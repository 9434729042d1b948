package dev.sluice.repeat;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import dev.sluice.fault.FaultCode;
import dev.sluice.fault.FaultException;
import dev.sluice.loop.CallerLoop;
import dev.sluice.repeat.SharedRecords.Claim;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets a call with effects run once, however often and at whichever replica it arrives: a repeat gets the first answer.
 * What the database says of a call counts; while it is away, what this replica knows. A
 * call runs to its end even when its caller hangs up, because who hangs up may come again and ask.
 */
@Singleton
public class RepeatGuard {
    private static final int REMEMBERED = 20_000;
    // Its caller is told sooner than other replicas take it for dead.
    private static final Duration LONGEST_CALL = Duration.ofSeconds(100);
    /** Ends that leave open, or hide, what the call brought about. Every other fault says that nothing happened. */
    private static final Set<FaultCode> OPEN = Set.of(
            FaultCode.OUTCOME_UNKNOWN, FaultCode.NOT_A_WORKSPACE, FaultCode.RESULT_TOO_LARGE, FaultCode.INTERNAL);

    private final SharedRecords shared;
    private final RepeatConfig config;
    private final Cache<String, Call> calls;

    RepeatGuard(SharedRecords shared, RepeatConfig config) {
        this.shared = shared;
        this.config = config;
        this.calls = Caffeine.newBuilder()
                .maximumSize(REMEMBERED)
                .expireAfter(Expiry.<String, Call>creating((id, call) -> config.keyWindow()))
                .build();
    }

    /** One call as this replica knows it. */
    private static final class Call {
        final String executionId;
        final String fingerprint;
        final CompletableFuture<Outcome.Repeat> ended = new CompletableFuture<>();
        /** An equal call before this one, that has ended. */
        private @Nullable Call before;

        Call(CallKey key, String executionId) {
            this.executionId = executionId;
            this.fingerprint = key.fingerprint();
        }

        Call after(@Nullable Call before) {
            this.before = before;
            return this;
        }
    }

    /**
     * Runs a call, unless it is a repeat.
     *
     * @param effect makes the call; run at most once
     * @param whenOver run when nothing of the call goes on any more, which may be long after its caller has gone
     * @return the answer, or what is remembered of the first of equal calls; fails as the call does, and with {@code
     *     REPEAT_DIFFERS} or {@code REPEAT_UNDERWAY}
     */
    public Uni<Outcome> once(CallKey key, String executionId, Supplier<Uni<Effect>> effect, Runnable whenOver) {
        if (!key.named() && config.window().isZero()) {
            return Uni.createFrom()
                    .deferred(effect::get)
                    .onTermination()
                    .invoke(whenOver)
                    .map(done -> new Outcome.First(done.answer()));
        }
        Call mine = new Call(key, executionId);
        Call current = calls.asMap()
                .compute(key.id(), (id, held) -> held == null || held.ended.isDone() ? mine.after(held) : held);
        if (current == mine) {
            return CallerLoop.bring(
                    detached(claimed(key, mine, effect).onTermination().invoke(whenOver)));
        }
        if (!current.fingerprint.equals(mine.fingerprint)) {
            whenOver.run();
            return Uni.createFrom().failure(RepeatFaults.differs().asException());
        }
        // Copied: a caller who hangs up must not end it for the others.
        return CallerLoop.bring(Uni.createFrom()
                        .completionStage(current.ended.copy())
                        .onTermination()
                        .invoke(whenOver))
                .map(repeat -> repeat);
    }

    private Uni<Outcome> claimed(CallKey key, Call mine, Supplier<Uni<Effect>> effect) {
        return CallerLoop.bring(shared.claim(key, mine.executionId))
                .onFailure()
                .invoke(refused -> forget(key, mine, refused))
                .flatMap(claim -> switch (claim) {
                    case Claim.Granted granted -> run(key, mine, effect);
                    case Claim.Made made -> known(key, mine, new Outcome.Repeat(made.executionId(), made.remembered()));
                    case Claim.Unknown unknown -> byMemory(key, mine, effect);
                });
    }

    /** While the database is away this replica's own memory decides. */
    private Uni<Outcome> byMemory(CallKey key, Call mine, Supplier<Uni<Effect>> effect) {
        Call before = mine.before;
        if (before == null || before.ended.isCompletedExceptionally()) {
            return run(key, mine, effect);
        }
        if (!before.fingerprint.equals(mine.fingerprint)) {
            FaultException differs = RepeatFaults.differs().asException();
            calls.asMap().replace(key.id(), mine, before);
            mine.ended.completeExceptionally(differs);
            return Uni.createFrom().failure(differs);
        }
        return known(key, mine, before.ended.resultNow());
    }

    private Uni<Outcome> known(CallKey key, Call mine, Outcome.Repeat repeat) {
        end(key, mine, repeat);
        return Uni.createFrom().item(repeat);
    }

    private Uni<Outcome> run(CallKey key, Call mine, Supplier<Uni<Effect>> effect) {
        return CallerLoop.bring(Uni.createFrom()
                        .deferred(effect::get)
                        .ifNoItem()
                        .after(LONGEST_CALL)
                        .failWith(() -> RepeatFaults.tooLong().asException()))
                .onFailure()
                .call(cause -> failed(key, mine, cause))
                .call(done -> remember(key, mine, done.remembered()))
                .map(done -> new Outcome.First(done.answer()));
    }

    private Uni<Void> remember(CallKey key, Call mine, Remembered remembered) {
        end(key, mine, new Outcome.Repeat(mine.executionId, remembered));
        return shared.ended(key, mine.executionId, remembered);
    }

    private void end(CallKey key, Call mine, Outcome.Repeat repeat) {
        mine.before = null;
        mine.ended.complete(repeat);
        if (!key.named()) {
            calls.policy().expireVariably().ifPresent(expiry -> expiry.setExpiresAfter(key.id(), config.window()));
        }
    }

    private Uni<Void> failed(CallKey key, Call mine, Throwable cause) {
        if (!(cause instanceof FaultException told)) {
            return remember(key, mine, new Remembered.Unknown());
        }
        String statement = told.fault().statementId();
        boolean open = OPEN.contains(told.fault().code());
        if (statement != null && (open || key.partial())) {
            return remember(key, mine, new Remembered.Statement(statement));
        }
        if (open) {
            return remember(key, mine, new Remembered.Unknown());
        }
        forget(key, mine, cause);
        return shared.undone(key, mine.executionId);
    }

    private void forget(CallKey key, Call mine, Throwable cause) {
        calls.asMap().remove(key.id(), mine);
        mine.ended.completeExceptionally(cause);
    }

    private static Uni<Outcome> detached(Uni<Outcome> call) {
        CompletableFuture<Outcome> result = new CompletableFuture<>();
        call.subscribe().with(result::complete, result::completeExceptionally);
        return Uni.createFrom().completionStage(result);
    }
}
