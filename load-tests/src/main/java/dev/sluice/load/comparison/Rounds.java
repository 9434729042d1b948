package dev.sluice.load.comparison;

import dev.sluice.load.comparison.Subject.Sample;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Measures subjects in turn, round after round, so that what else the machine does meets them alike. */
final class Rounds {
    private static final int STABLE_SAMPLES = 3;
    private static final double STABLE_SPREAD = 1.1;
    /** A JVM that shares its core with others warms up slowly. */
    private static final Duration LONGEST_WARM_UP = Duration.ofSeconds(90);

    private Rounds() {}

    /** The samples of each subject, in the order of the rounds. */
    static Map<Subject, List<Sample>> run(List<Subject> subjects, int rounds) {
        subjects.forEach(Rounds::warmUp);
        Map<Subject, List<Sample>> samples = new LinkedHashMap<>();
        for (int round = 0; round < rounds; round++) {
            for (Subject subject : subjects) {
                samples.computeIfAbsent(subject, first -> new ArrayList<>()).add(subject.sample());
            }
        }
        return samples;
    }

    private static void warmUp(Subject subject) {
        long deadline = System.nanoTime() + LONGEST_WARM_UP.toNanos();
        List<Double> costs = new ArrayList<>();
        do {
            costs.add(subject.sample().cpuPerUnit());
        } while (subject.server() != null && !isStable(costs) && System.nanoTime() < deadline);
    }

    private static boolean isStable(List<Double> costs) {
        if (costs.size() < STABLE_SAMPLES) {
            return false;
        }
        var last = costs.subList(costs.size() - STABLE_SAMPLES, costs.size()).stream()
                .mapToDouble(cost -> cost)
                .summaryStatistics();
        return last.getMax() <= last.getMin() * STABLE_SPREAD;
    }
}
