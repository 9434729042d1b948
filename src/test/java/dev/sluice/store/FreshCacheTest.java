package dev.sluice.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
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

    private final FakeChanges changes = new FakeChanges();
    private final FreshCache<String, String> cache =
            new FreshCache<>(10, changes, key -> Uni.createFrom().emitter(lookUps::add), AbsentKeys.none(), () -> now);

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
    void whoStopsWaitingDoesNotEndTheLookUpThatOthersWaitFor() {
        Cancellable leaves = cache.get("key").subscribe().with(found -> {});
        CompletableFuture<Optional<String>> stays = get();

        leaves.cancel();
        answer("one");

        assertThat(stays).isCompletedWithValue(Optional.of("one"));
    }

    @Test
    void whoStopsWaitingDoesNotEndTheRenewalThatOthersWaitFor() {
        held("one");
        changes.live = true;
        cache.suspect("key");
        Cancellable leaves = cache.get("key").subscribe().with(found -> {});
        CompletableFuture<Optional<String>> stays = get();

        leaves.cancel();
        answer("two");

        assertThat(stays).isCompletedWithValue(Optional.of("two"));
        assertThat(get()).isCompletedWithValue(Optional.of("two"));
    }

    @Test
    void aReloadReplacesWhatIsHeldWhichServesOnUntilThen() {
        held("one");
        CompletableFuture<Optional<String>> reloaded = reload();

        assertThat(get()).isCompletedWithValue(Optional.of("one"));
        answer("two");

        assertThat(reloaded).isCompletedWithValue(Optional.of("two"));
        assertThat(get()).isCompletedWithValue(Optional.of("two"));
        assertThat(lookUps).hasSize(2);
    }

    @Test
    void aReloadThatFailsIsToldToWhoAskedForItAlone() {
        held("one");
        CompletableFuture<Optional<String>> reloaded = reload();
        fail();

        assertThat(reloaded).isCompletedExceptionally();
        assertThat(get()).isCompletedWithValue(Optional.of("one"));
    }

    @Test
    void whoStopsWaitingForAReloadKeepsWhatIsHeld() {
        held("one");
        Cancellable leaves = cache.reload("key").subscribe().with(found -> {});

        leaves.cancel();

        assertThat(get()).isCompletedWithValue(Optional.of("one"));
    }

    @Test
    void aReloadThatFindsNothingDropsWhatIsHeld() {
        held("one");
        CompletableFuture<Optional<String>> reloaded = reload();
        lookUps.getLast().complete(Optional.empty());

        assertThat(reloaded).isCompletedWithValue(Optional.empty());
        assertThat(get()).isNotDone();
    }

    @Test
    void aChangeDuringAReloadKeepsItsAnswerFromBeingRemembered() {
        held("one");
        changes.live = true;
        reload();
        cache.suspect("key");
        answer("before the change");

        CompletableFuture<Optional<String>> asked = get();

        assertThat(asked).isNotDone();
        answer("after the change");
        assertThat(asked).isCompletedWithValue(Optional.of("after the change"));
    }

    @Test
    void aReloadOfWhatIsNotHeldIsRemembered() {
        CompletableFuture<Optional<String>> reloaded = reload();
        answer("one");

        assertThat(reloaded).isCompletedWithValue(Optional.of("one"));
        assertThat(get()).isCompletedWithValue(Optional.of("one"));
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

    @Test
    void asksForNothingForTenMinutesWhileChangesAreTold() {
        held("one");
        changes.live = true;

        pass(FreshCache.FRESH_IF_TOLD.minusSeconds(1));

        assertThat(get()).isCompletedWithValue(Optional.of("one"));
        assertThat(lookUps).hasSize(1);
    }

    @Test
    void looksUpWhatChangedBeforeItIsServedAgain() {
        held("one");
        changes.live = true;
        cache.suspect("key");

        CompletableFuture<Optional<String>> asked = get();

        assertThat(asked).isNotDone();
        answer("two");
        assertThat(asked).isCompletedWithValue(Optional.of("two"));
        assertThat(get()).isCompletedWithValue(Optional.of("two"));
        assertThat(lookUps).hasSize(2);
    }

    @Test
    void looksEverythingUpAnewAfterAGap() {
        held("one");
        changes.live = true;
        changes.gap();

        CompletableFuture<Optional<String>> asked = get();

        assertThat(asked).isNotDone();
        answer("two");
        assertThat(asked).isCompletedWithValue(Optional.of("two"));
    }

    @Test
    void aGapDuringALookUpMakesItsAnswerSuspect() {
        get();
        changes.live = true;
        changes.gap();
        answer("before the gap");

        assertThat(get()).isNotDone();
        answer("after the gap");

        assertThat(get()).isCompletedWithValue(Optional.of("after the gap"));
    }

    @Test
    void aChangeTheMomentThatALookUpIsUnderWayHasItAskedAgain() {
        held("one");
        changes.live = true;
        cache.suspect("key");
        get();
        cache.suspect("key");
        answer("between the changes");

        CompletableFuture<Optional<String>> asked = get();

        assertThat(asked).isNotDone();
        answer("after both");
        assertThat(asked).isCompletedWithValue(Optional.of("after both"));
    }

    @Test
    void servesWhatIsSuspectWhileLookUpsFail() {
        held("one");
        changes.live = true;
        cache.suspect("key");
        CompletableFuture<Optional<String>> asked = get();
        fail();

        assertThat(asked).isCompletedWithValue(Optional.of("one"));
        assertThat(get()).isCompletedWithValue(Optional.of("one"));
        assertThat(lookUps).hasSize(2);
    }

    @Test
    void whatIsSuspectStaysSoThroughLookUpsThatFail() {
        held("one");
        changes.live = true;
        cache.suspect("key");
        get();
        fail();

        pass(Duration.ofSeconds(2));
        get();
        answer("two");

        assertThat(get()).isCompletedWithValue(Optional.of("two"));
    }

    @Test
    void oneCallWaitsForADatabaseThatHangsAndTheNextDoNot() {
        held("one");
        changes.live = true;
        cache.suspect("key");

        assertThat(get()).succeedsWithin(Duration.ofSeconds(5)).isEqualTo(Optional.of("one"));
        assertThat(get()).isCompletedWithValue(Optional.of("one"));
        assertThat(lookUps).hasSize(2);
    }

    @Test
    void noCallWaitsAfterTheFeedOfChangesWasLostUntilALookUpIsAnswered() {
        held("one");
        changes.live = true;
        changes.lose();
        pass(Duration.ofHours(1));

        assertThat(get()).isCompletedWithValue(Optional.of("one"));
        assertThat(lookUps).hasSize(2);
        pass(Duration.ofHours(1));
        assertThat(get()).isCompletedWithValue(Optional.of("one"));
        answer("two");
        assertThat(get()).isCompletedWithValue(Optional.of("two"));
        pass(FreshCache.TRUSTED);
        assertThat(get()).isNotDone();
    }

    @Test
    void remembersForSecondsThatAKeyIsUnknownWhileChangesAreTold() {
        FreshCache<String, String> keys = rememberingAbsence();
        changes.live = true;
        ask(keys);
        lookUps.getLast().complete(Optional.empty());

        assertThat(ask(keys)).isCompletedWithValue(Optional.empty());
        assertThat(lookUps).hasSize(1);

        pass(Duration.ofSeconds(6));
        assertThat(ask(keys)).isNotDone();
    }

    @Test
    void aKeyThatIsToldOfIsKnownAtOnce() {
        FreshCache<String, String> keys = rememberingAbsence();
        changes.live = true;
        ask(keys);
        lookUps.getLast().complete(Optional.empty());
        keys.suspect("key");

        CompletableFuture<Optional<String>> asked = ask(keys);
        answer("one");

        assertThat(asked).isCompletedWithValue(Optional.of("one"));
    }

    @Test
    void aKeyThatIsToldOfDuringItsLookUpIsNotRememberedAsUnknown() {
        FreshCache<String, String> keys = rememberingAbsence();
        changes.live = true;
        ask(keys);
        keys.suspect("key");
        lookUps.getLast().complete(Optional.empty());

        assertThat(ask(keys)).isNotDone();
    }

    @CanIgnoreReturnValue
    private static CompletableFuture<Optional<String>> ask(FreshCache<String, String> keys) {
        return keys.get("key").subscribeAsCompletionStage();
    }

    private FreshCache<String, String> rememberingAbsence() {
        return new FreshCache<>(
                10,
                changes,
                key -> Uni.createFrom().emitter(lookUps::add),
                AbsentKeys.remembered(() -> now),
                () -> now);
    }

    private void held(String value) {
        get();
        answer(value);
    }

    private CompletableFuture<Optional<String>> get() {
        return ask(cache);
    }

    @CanIgnoreReturnValue
    private CompletableFuture<Optional<String>> reload() {
        return cache.reload("key").subscribeAsCompletionStage();
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
