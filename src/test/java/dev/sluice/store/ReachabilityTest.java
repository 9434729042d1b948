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
