package dev.sluice.repeat;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import dev.sluice.fault.FaultCode;
import dev.sluice.fault.FaultException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets a call with effects run once, however often and at whichever replica it arrives: a repeat gets the first answer.
 * A call runs to its end even when its caller hangs up, because who hangs up may come again and ask.
 */
@Singleton
public class RepeatGuard {
    private static final int REMEMBERED = 50_000;
    // Of a call with a key; later the database remembers it alone.
    private static final Duration NAMED = Duration.ofMinutes(5);
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
                .expireAfter(Expiry.<String, Call>creating((id, call) -> call.named ? NAMED : Duration.ofDays(1)))
                .build();
    }

    /** One call as this replica knows it. */
    private static final class Call {
        final String executionId;
        final String fingerprint;
        final boolean named;
        final CompletableFuture<Outcome.Repeat> ended = new CompletableFuture<>();

        Call(CallKey key, String executionId) {
            this.executionId = executionId;
            this.fingerprint = key.fingerprint();
            this.named = key.named();
        }
    }

    /**
     * Runs a call, unless it is a repeat.
     *
     * @param effect makes the call; run at most once
     * @return the answer, or what is remembered of the first of equal calls; fails as the call does, and with {@code
     *     REPEAT_DIFFERS} or {@code REPEAT_UNDERWAY}
     */
    public Uni<Outcome> once(CallKey key, String executionId, Supplier<Uni<Effect>> effect) {
        if (!key.named() && config.window().isZero()) {
            return effect.get().map(done -> new Outcome.First(done.answer()));
        }
        Call mine = new Call(key, executionId);
        @Nullable Call first = calls.asMap().putIfAbsent(key.id(), mine);
        if (first == null) {
            return onCaller(detached(claimed(key, mine, effect)));
        }
        if (!first.fingerprint.equals(mine.fingerprint)) {
            return Uni.createFrom().failure(RepeatFaults.differs().asException());
        }
        return onCaller(first.ended.copy()).map(repeat -> repeat);
    }

    private Uni<Outcome> claimed(CallKey key, Call mine, Supplier<Uni<Effect>> effect) {
        return onCaller(shared.claim(key, mine.executionId))
                .onFailure()
                .invoke(refused -> forget(key, mine, refused))
                .flatMap(elsewhere -> elsewhere == null
                        ? run(key, mine, effect)
                        : Uni.createFrom().item(known(key, mine, elsewhere)));
    }

    private Outcome known(CallKey key, Call mine, SharedRecords.FirstCall elsewhere) {
        Outcome.Repeat repeat = new Outcome.Repeat(elsewhere.executionId(), elsewhere.remembered());
        end(key, mine, repeat);
        return repeat;
    }

    private Uni<Outcome> run(CallKey key, Call mine, Supplier<Uni<Effect>> effect) {
        return Uni.createFrom()
                .deferred(effect::get)
                .onFailure()
                .call(cause -> failed(key, mine, cause))
                .call(done -> remember(key, mine, done.remembered()))
                .map(done -> new Outcome.First(done.answer()));
    }

    private Uni<Void> remember(CallKey key, Call mine, Remembered remembered) {
        end(key, mine, new Outcome.Repeat(mine.executionId, remembered));
        return shared.ended(key, mine.executionId, remembered);
    }

    private Uni<Void> failed(CallKey key, Call mine, Throwable cause) {
        if (!(cause instanceof FaultException told)
                || OPEN.contains(told.fault().code())) {
            return remember(key, mine, new Remembered.Unknown());
        }
        forget(key, mine, cause);
        return shared.undone(key, mine.executionId);
    }

    private void end(CallKey key, Call mine, Outcome.Repeat repeat) {
        mine.ended.complete(repeat);
        if (!key.named()) {
            calls.policy().expireVariably().ifPresent(expiry -> expiry.setExpiresAfter(key.id(), config.window()));
        }
    }

    private void forget(CallKey key, Call mine, Throwable cause) {
        calls.asMap().remove(key.id(), mine);
        mine.ended.completeExceptionally(cause);
    }

    private static CompletableFuture<Outcome> detached(Uni<Outcome> call) {
        CompletableFuture<Outcome> result = new CompletableFuture<>();
        call.subscribe().with(result::complete, result::completeExceptionally);
        return result;
    }

    // An equal call may end on another caller's event loop; this caller goes on on its own.
    private static <T> Uni<T> onCaller(CompletableFuture<T> result) {
        return onCaller(Uni.createFrom().completionStage(result));
    }

    private static <T> Uni<T> onCaller(Uni<T> answer) {
        @Nullable Context caller = Vertx.currentContext();
        return caller == null ? answer : answer.emitOn(task -> caller.runOnContext(ignored -> task.run()));
    }
}
