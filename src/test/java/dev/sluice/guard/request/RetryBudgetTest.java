package dev.sluice.guard.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class RetryBudgetTest {
    @Test
    void hasAReserveOfTenAndEarnsAFifthOfARetryByEachRequest() {
        RetryBudget budget = new RetryBudget(0.2);

        assertThat(takeAll(budget)).isEqualTo(10);
        for (int i = 0; i < 5; i++) {
            assertThat(budget.take()).isFalse();
            budget.earn();
        }
        assertThat(takeAll(budget)).isEqualTo(1);
    }

    @Test
    void savesNoMoreThanItsReserve() {
        RetryBudget budget = new RetryBudget(1);
        for (int i = 0; i < 1_000; i++) {
            budget.earn();
        }

        assertThat(takeAll(budget)).isEqualTo(10);
    }

    @Test
    void neverLetsRetriesExceedTheirShareAndTheReserve() {
        RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
        RetryBudget budget = new RetryBudget(0.2);
        int requests = 0;
        int retries = 0;
        for (int i = 0; i < 100_000; i++) {
            if (random.nextInt(3) == 0) {
                budget.earn();
                requests++;
            } else if (budget.take()) {
                retries++;
            }
            assertThat(retries).isLessThanOrEqualTo(10 + requests / 5);
        }
    }

    private static int takeAll(RetryBudget budget) {
        int taken = 0;
        while (budget.take()) {
            taken++;
        }
        return taken;
    }
}
