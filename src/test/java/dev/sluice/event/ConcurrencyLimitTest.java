package dev.sluice.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.id.EnvironmentId;
import org.junit.jupiter.api.Test;

class ConcurrencyLimitTest {
    private final EnvironmentId one = EnvironmentId.next();
    private final EnvironmentId other = EnvironmentId.next();

    @Test
    void anEnvironmentThatIsFullLeavesRoomForAnother() {
        ConcurrencyLimit limit = new ConcurrencyLimit(2, 10);

        assertThat(limit.enter(one)).isTrue();
        assertThat(limit.enter(one)).isTrue();
        assertThat(limit.enter(one)).isFalse();
        assertThat(limit.enter(other)).isTrue();
        limit.leave(one);
        assertThat(limit.enter(one)).isTrue();
    }

    @Test
    void togetherTheyAreLimitedToo() {
        ConcurrencyLimit limit = new ConcurrencyLimit(2, 2);

        assertThat(limit.enter(one)).isTrue();
        assertThat(limit.enter(other)).isTrue();
        assertThat(limit.enter(other)).isFalse();
        limit.leave(one);
        assertThat(limit.enter(other)).isTrue();
    }
}
