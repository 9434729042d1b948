package dev.sluice.faults;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What came of calls: how many of each outcome, how long they took, and the first failures word for word. */
final class Tally {
    private static final int FAILURES_KEPT = 5;

    private final Map<String, Long> outcomes = new TreeMap<>();
    private final List<String> failures = new ArrayList<>();
    private long[] nanos = new long[1024];
    private int count;

    synchronized void add(String outcome, long latency, String text) {
        outcomes.merge(outcome, 1L, Long::sum);
        if (!outcome.equals("200") && failures.size() < FAILURES_KEPT) {
            failures.add(outcome + ": " + text);
        }
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, 2 * count);
        }
        nanos[count++] = latency;
    }

    /** Outcome to how often: {@code 200}, or status and fault code, or {@code broken}. */
    synchronized Map<String, Long> outcomes() {
        return new TreeMap<>(outcomes);
    }

    synchronized int count() {
        return count;
    }

    /** Calls that did not end in 200. */
    synchronized long failed() {
        return count - outcomes.getOrDefault("200", 0L);
    }

    /** The latency in milliseconds that this share of the calls did not exceed. */
    synchronized double millis(double share) {
        long[] sorted = Arrays.copyOf(nanos, count);
        Arrays.sort(sorted);
        return count == 0 ? 0 : sorted[(int) Math.max(0, Math.ceil(share * count) - 1)] / 1e6;
    }

    @Override
    public synchronized String toString() {
        return "%s, p50 %.1f ms, p99 %.1f ms, max %.1f ms%s"
                .formatted(outcomes, millis(0.5), millis(0.99), millis(1), failures.isEmpty() ? "" : " " + failures);
    }
}
