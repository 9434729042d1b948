package dev.sluice.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.event.EventPulse.Wait;
import dev.sluice.id.EnvironmentId;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

/** Who waits where much happens reads now and then, each thing once. */
class PollTest {
    private final EnvironmentId environment = EnvironmentId.next();
    private final Set<Wait> waits = ConcurrentHashMap.newKeySet();
    private final List<Position> read = new ArrayList<>();
    private final Set<Integer> waiting = new HashSet<>();

    @Test
    void aReaderWhoIsWokenInVainReadsOnFromWhereItWasAtMostFiveTimesASecond() {
        EventPage last = new Poll(this::nothing, this::woken, Position.START, Duration.ofSeconds(1))
                .run()
                .await()
                .atMost(Duration.ofSeconds(10));

        assertThat(last.events()).isEmpty();
        assertThat(read).hasSizeBetween(2, 7);
        for (int i = 0; i < read.size(); i++) {
            assertThat(read.get(i)).isEqualTo(new Position(i, 0));
        }
        assertThat(last.next()).isEqualTo(new Position(read.size(), 0).cursor());
        assertThat(waiting).containsExactly(1);
        assertThat(waits).isEmpty();
    }

    @Test
    void aReaderWhoGoesAwayWaitsNoMore() {
        var reading = new Poll(this::nothing, this::asleep, Position.START, Duration.ofSeconds(30))
                .run()
                .subscribe()
                .with(page -> {});
        assertThat(waits).hasSize(1);

        reading.cancel();

        assertThat(waits).isEmpty();
    }

    private Uni<EventPage> nothing(Position after) {
        read.add(after);
        waiting.add(waits.size());
        return Uni.createFrom().item(new EventPage(List.of(), new Position(after.tx() + 1, 0).cursor()));
    }

    private Wait asleep() {
        Wait wait = new Wait(environment, waits::remove);
        waits.add(wait);
        return wait;
    }

    private Wait woken() {
        Wait wait = asleep();
        wait.wake();
        return wait;
    }
}
