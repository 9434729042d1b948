package dev.sluice.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ReachabilityTest {
    private long now;
    private final Reachability reachability = new Reachability(() -> now);

    @Test
    void letsAllAskWhileTheDatabaseAnswers() {
        assertThat(reachability.mayAsk()).isTrue();
        assertThat(reachability.mayAsk()).isTrue();
    }

    @Test
    void letsNobodyWaitForADatabaseThatJustStayedSilent() {
        reachability.unanswered();

        assertThat(reachability.mayAsk()).isFalse();
    }

    @Test
    void letsOneAtATimeFindOutWhetherItIsBack() {
        reachability.unanswered();
        pass(Duration.ofSeconds(1));

        assertThat(reachability.mayAsk()).isTrue();
        assertThat(reachability.mayAsk()).isFalse();

        reachability.unanswered();
        assertThat(reachability.mayAsk()).isFalse();
        pass(Duration.ofSeconds(1));
        assertThat(reachability.mayAsk()).isTrue();
    }

    @Test
    void letsAnotherFindOutWhenTheOneWhoAskedGaveUp() {
        reachability.unanswered();
        pass(Duration.ofSeconds(1));
        assertThat(reachability.mayAsk()).isTrue();

        reachability.gaveUp();
        pass(Duration.ofSeconds(1));

        assertThat(reachability.mayAsk()).isTrue();
    }

    @Test
    void doesNotTakeADatabaseThatAnswersOthersForOneThatHangs() {
        long askedAt = reachability.now();
        pass(Duration.ofSeconds(5));
        reachability.answered();
        pass(Duration.ofSeconds(5));

        reachability.unanswered(askedAt);

        assertThat(reachability.mayAsk()).isTrue();
        assertThat(reachability.mayAsk()).isTrue();
    }

    @Test
    void takesADatabaseThatHasAnsweredNobodySinceForOneThatHangs() {
        pass(Duration.ofSeconds(5));
        reachability.answered();
        long askedAt = reachability.now();
        pass(Duration.ofSeconds(9));
        reachability.ended();
        pass(Duration.ofSeconds(1));

        reachability.unanswered(askedAt);

        assertThat(reachability.mayAsk()).isFalse();
    }

    @Test
    void letsAnotherFindOutWhenTheOneWhoAskedWasLateForADatabaseThatHangsAgain() {
        long askedAt = reachability.now();
        pass(Duration.ofSeconds(5));
        reachability.answered();
        reachability.unanswered();
        pass(Duration.ofSeconds(1));
        assertThat(reachability.mayAsk()).isTrue();

        reachability.unanswered(askedAt);
        pass(Duration.ofSeconds(1));

        assertThat(reachability.mayAsk()).isTrue();
    }

    @Test
    void letsAllAskAgainAfterAnAnswer() {
        reachability.unanswered();

        reachability.answered();

        assertThat(reachability.mayAsk()).isTrue();
        assertThat(reachability.mayAsk()).isTrue();
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }
}
