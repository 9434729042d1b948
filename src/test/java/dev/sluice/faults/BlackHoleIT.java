package dev.sluice.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.demo.Tenant;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * One workspace, which gets half of all calls, takes connections and answers nothing, time and again: calm and hole take
 * turns, so that whatever else the machine does meets both alike.
 */
@ExtendWith(SharedCluster.class)
class BlackHoleIT {
    private static final int PER_SECOND = 160;
    private static final long MEBIBYTE = 1 << 20;
    // The last before the hole and the first after it are answered; what hangs when the hole ends is reset.
    private static final Set<String> TOLD =
            Set.of("200", "504 workspace_timeout", "503 workspace_unavailable", "502 workspace_unreachable");

    private Cluster cluster;
    private Subject struck;
    private List<Subject> others;

    @BeforeEach
    void connect(Cluster shared) {
        cluster = shared;
        Tenant tenant = cluster.tenant("black-hole");
        struck = Subject.connect(cluster, tenant, cluster.acme()).warm();
        others = Stream.generate(() -> Subject.connect(cluster, tenant, cluster.globex()))
                .limit(3)
                .map(Subject::warm)
                .toList();
    }

    /** Callers of other workspaces see no failure; the struck one's are told in the end; the live heap is flat. */
    @Test
    @Timeout(60)
    void aBlackHoleIsFeltByNobodyElse() {
        try (Load load = start()) {
            rounds(load, 2, Duration.ofSeconds(4));

            assertOthersSawNothing(load);
        }
    }

    /** The same for four minutes, in which the p99 of the others is at most 1.2 times that of the calm. */
    @Test
    @Tag("faults-long")
    @Timeout(600)
    void aBlackHoleDoesNotSlowTheOthersDown() {
        try (Load load = start()) {
            rounds(load, 12, Duration.ofSeconds(10));

            assertOthersSawNothing(load);
            assertThat(load.tally("hole", "others").millis(0.99))
                    .isLessThanOrEqualTo(1.2 * load.tally("calm", "others").millis(0.99));
        }
    }

    private Load start() {
        Load load = Load.start(cluster.vertx(), PER_SECOND, n -> {
            Subject subject = n % 2 == 0 ? struck : others.get((int) (n / 2 % others.size()));
            return Load.call(
                    n % 2 == 0 ? "struck" : "others", subject, cluster.replica((int) (n / 2 % 2)), subject.list());
        });
        load.runFor(Duration.ofSeconds(3));
        return load;
    }

    private void rounds(Load load, int rounds, Duration each) {
        long[] before = live();
        for (int round = 0; round < rounds; round++) {
            load.phase("calm");
            load.runFor(each);
            load.phase("hole");
            struck.door().set(new Toxic.BlackHole());
            load.runFor(each);
            load.phase("between");
            if (round == rounds - 1) {
                assertFlat(before, live());
            }
            struck.door().heal();
            ownBreakerCloses();
        }
        load.stop();
        System.out.println("black hole: others calm " + load.tally("calm", "others") + "; others in the hole "
                + load.tally("hole", "others") + "; struck in the hole " + load.tally("hole", "struck"));
    }

    private void assertOthersSawNothing(Load load) {
        assertThat(Stream.of("calm", "hole", "between").map(phase -> load.tally(phase, "others")))
                .allSatisfy(tally -> assertThat(tally.failed()).as("%s", tally).isZero());
        Tally told = load.tally("hole", "struck");
        assertThat(told.outcomes().keySet()).as("%s", told).isSubsetOf(TOLD);
    }

    private void ownBreakerCloses() {
        await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> {
            Told.by(() -> struck.list(0)).isOk();
            Told.by(() -> struck.list(1)).isOk();
        });
    }

    private void assertFlat(long[] before, long[] after) {
        for (int i = 0; i < before.length; i++) {
            System.out.println("black hole: live heap of gateway " + i + " was " + before[i] / MEBIBYTE + " MiB, is "
                    + after[i] / MEBIBYTE + " MiB");
            assertThat(after[i] - before[i]).isLessThan(8 * MEBIBYTE);
        }
    }

    private long[] live() {
        return cluster.replicas().stream().mapToLong(Replica::liveBytes).toArray();
    }
}
