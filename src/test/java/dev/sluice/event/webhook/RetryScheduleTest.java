package dev.sluice.event.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testing.Settings;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RetryScheduleTest {
    private static final List<Duration> USUAL = Stream.of("5s", "30s", "2m", "10m", "30m", "2h", "6h", "12h", "24h")
            .map(text -> Duration.parse("PT" + text))
            .toList();

    @Test
    void thePausesGrowAndEnd() {
        RetrySchedule schedule = schedule(0.5);

        assertThat(IntStream.rangeClosed(1, 9)
                        .mapToObj(attempts -> schedule.after(attempts).orElseThrow()))
                .isEqualTo(USUAL);
        assertThat(schedule.after(10)).isEmpty();
        assertThat(schedule.after(11)).isEmpty();
    }

    @Test
    void aPauseVariesByAFifth() {
        assertThat(schedule(0).after(3)).contains(Duration.ofSeconds(96));
        assertThat(schedule(1).after(3)).contains(Duration.ofSeconds(144));
    }

    private static RetrySchedule schedule(double random) {
        RandomGenerator fixed = new RandomGenerator() {
            @Override
            public long nextLong() {
                return 0;
            }

            @Override
            public double nextDouble() {
                return random;
            }
        };
        return new RetrySchedule(Settings.of(WebhookConfig.class).pauses(), fixed);
    }
}
