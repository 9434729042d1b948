package dev.sluice.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testing.Settings;
import dev.sluice.workspace.Authorization;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTokenTest {
    private static final TokenConfig CONFIG = Settings.of(TokenConfig.class);

    @ParameterizedTest
    @CsvSource({"3600, 3540", "121, 61", "120, 60", "119, 59.5", "60, 30", "10, 5", "1, 0.5"})
    void isFitUntilTheMarginOrHalfOfAShortLife(long life, double fitFor) {
        long askedAt = 1_000;
        AccessToken token = token(Duration.ofSeconds(life), askedAt, 0);
        long unfitAt = askedAt + (long) (fitFor * 1e9);

        assertThat(token.isFit(unfitAt - 1)).isTrue();
        assertThat(token.isFit(unfitAt)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"0.0, 1800", "0.5, 2340", "0.999999, 2879"})
    void isDueBetweenHalfAndFourFifthsOfItsLife(double random, long dueAfter) {
        AccessToken token = token(Duration.ofHours(1), 0, random);

        assertThat(token.isDue((dueAfter - 1) * 1_000_000_000)).isFalse();
        assertThat(token.isDue((dueAfter + 1) * 1_000_000_000)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 60, 90, 119, 120, 121, 150, 300})
    void isNeverDueAfterItIsUnfit(long life) {
        AccessToken token = token(Duration.ofSeconds(life), 0, 0.999999);

        assertThat(token.renewAt()).isLessThanOrEqualTo(token.unfitAt());
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MAX_VALUE - 5, Long.MIN_VALUE, -1, 0})
    void worksOnAMonotonicClockThatWrapsAround(long askedAt) {
        AccessToken token = token(Duration.ofHours(1), askedAt, 0.5);

        assertThat(token.isFit(askedAt)).isTrue();
        assertThat(token.isDue(askedAt)).isFalse();
        assertThat(token.isDue(askedAt + Duration.ofMinutes(58).toNanos())).isTrue();
        assertThat(token.isFit(askedAt + Duration.ofMinutes(58).toNanos())).isTrue();
        assertThat(token.isFit(askedAt + Duration.ofMinutes(59).toNanos())).isFalse();
    }

    @Test
    void canWaitForHalfTheTimeBetweenDueAndUnfit() {
        AccessToken token = token(Duration.ofHours(1), 0, 0.5);

        assertThat(token.canWait(Duration.ofSeconds(2939).toNanos())).isTrue();
        assertThat(token.canWait(Duration.ofSeconds(2941).toNanos())).isFalse();
    }

    @Test
    void isNotPrinted() {
        AccessToken token = AccessToken.of(
                Authorization.bearer("canary-7f3a"), Duration.ofHours(1), 0, CONFIG, RandomGenerator.getDefault());

        assertThat(token.toString()).doesNotContain("canary-7f3a");
    }

    private static AccessToken token(Duration life, long askedAt, double random) {
        RandomGenerator fixed = new RandomGenerator() {
            @Override
            public long nextLong() {
                throw new UnsupportedOperationException();
            }

            @Override
            public double nextDouble() {
                return random;
            }
        };
        return AccessToken.of(Authorization.bearer("t"), life, askedAt, CONFIG, fixed);
    }
}
