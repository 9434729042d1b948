package dev.sluice.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class FreshCacheTest {
    private final List<UniEmitter<? super Optional<String>>> lookUps = new ArrayList<>();
    private long now;

    private final FreshCache<String, String> cache =
            new FreshCache<>(10, key -> Uni.createFrom().emitter(lookUps::add), () -> now);

    @Test
    void servesAHeldValueAtOnceWithoutALookUp() {
        held("one");

        pass(Duration.ofSeconds(29));

        assertThat(get()).isCompletedWithValue(Optional.of("one"));
        assertThat(lookUps).hasSize(1);
    }

    @Test
    void oneLookUpServesAllWhoWaitForTheSameKey() {
        CompletableFuture<Optional<String>> first = get();
        CompletableFuture<Optional<String>> second = get();

        answer("one");

        assertThat(lookUps).hasSize(1);
        assertThat(first).isCompletedWithValue(Optional.of("one"));
        assertThat(second).isCompletedWithValue(Optional.of("one"));
    }

    @Test
    void servesTheOldValueWhileItLooksUpANewOne() {
        held("one");
        pass(FreshCache.FRESH);

        assertThat(get()).isCompletedWithValue(Optional.of("one"));
        assertThat(get()).isCompletedWithValue(Optional.of("one"));
        assertThat(lookUps).hasSize(2);
        answer("two");
        assertThat(get()).isCompletedWithValue(Optional.of("two"));
    }

    @Test
    void waitsForANewLookUpWhereTheHeldValueWasIdleTooLong() {
        held("one");
        pass(FreshCache.TRUSTED);

        CompletableFuture<Optional<String>> asked = get();

        assertThat(asked).isNotDone();
        answer("two");
        assertThat(asked).isCompletedWithValue(Optional.of("two"));
    }

    @Test
    void servesTheHeldValueWhateverItsAgeWhileLookUpsFail() {
        held("one");
        pass(Duration.ofHours(1));

        CompletableFuture<Optional<String>> asked = get();
        fail();

        assertThat(asked).isCompletedWithValue(Optional.of("one"));
        assertThat(get()).isCompletedWithValue(Optional.of("one"));
        assertThat(lookUps).hasSize(2);
    }

    @Test
    void asksAgainLaterAfterALookUpThatFailed() {
        held("one");
        pass(Duration.ofHours(1));
        get();
        fail();

        pass(FreshCache.FRESH);
        get();
        answer("two");

        assertThat(get()).isCompletedWithValue(Optional.of("two"));
    }

    @Test
    void doesNotRememberAbsence() {
        CompletableFuture<Optional<String>> asked = get();
        lookUps.getLast().complete(Optional.empty());
        assertThat(asked).isCompletedWithValue(Optional.empty());

        get();

        assertThat(lookUps).hasSize(2);
    }

    @Test
    void dropsAValueThatIsGoneAtTheNextLookUp() {
        held("one");
        pass(FreshCache.FRESH);
        get();
        lookUps.getLast().complete(Optional.empty());

        CompletableFuture<Optional<String>> asked = get();

        assertThat(asked).isNotDone();
    }

    @Test
    void doesNotRememberAFailure() {
        CompletableFuture<Optional<String>> asked = get();
        fail();
        assertThat(asked).isCompletedExceptionally();

        held("one");

        assertThat(get()).isCompletedWithValue(Optional.of("one"));
    }

    @Test
    void aChangeDuringALookUpKeepsItsAnswerFromBeingRemembered() {
        get();
        cache.forget("key");
        answer("before the change");

        get();
        answer("after the change");

        assertThat(get()).isCompletedWithValue(Optional.of("after the change"));
    }

    @Test
    void aChangeDuringARenewalKeepsItsAnswerFromBeingRemembered() {
        held("one");
        pass(FreshCache.FRESH);
        get();
        cache.forget("key");
        answer("before the change");

        assertThat(get()).isNotDone();
        answer("after the change");

        assertThat(get()).isCompletedWithValue(Optional.of("after the change"));
    }

    private void held(String value) {
        get();
        answer(value);
    }

    private CompletableFuture<Optional<String>> get() {
        return cache.get("key").subscribeAsCompletionStage();
    }

    private void answer(String value) {
        lookUps.getLast().complete(Optional.of(value));
    }

    private void fail() {
        lookUps.getLast().fail(new IllegalStateException("away"));
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }
}
