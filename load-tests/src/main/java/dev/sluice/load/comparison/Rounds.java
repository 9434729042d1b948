package dev.sluice.load.comparison;

import dev.sluice.load.comparison.Subject.Sample;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Measures subjects in turn, round after round, so that what else the machine does meets them alike. */
final class Rounds {
    /** A JVM that shares its core with others warms up slowly, and each subject has it compile the code they share anew. */
    private static final Duration LONGEST_WARM_UP = Duration.ofMinutes(5);

    private Rounds() {}

    /** The samples of each subject, in the order of the rounds. */
    static Map<Subject, List<Sample>> run(List<Subject> subjects, int rounds) {
        warmUp(subjects);
        Map<Subject, List<Sample>> samples = new LinkedHashMap<>();
        for (int round = 0; round < rounds; round++) {
            for (Subject subject : subjects) {
                samples.computeIfAbsent(subject, first -> new ArrayList<>()).add(subject.sample());
            }
        }
        return samples;
    }

    private static void warmUp(List<Subject> subjects) {
        long deadline = System.nanoTime() + LONGEST_WARM_UP.toNanos();
        boolean warm = false;
        while (!warm && System.nanoTime() < deadline) {
            warm = true;
            for (Subject subject : subjects) {
                warm &= subject.sample().isWarm();
            }
        }
    }
}
