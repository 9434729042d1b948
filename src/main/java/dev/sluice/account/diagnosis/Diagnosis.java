package dev.sluice.account.diagnosis;

import dev.sluice.account.ConnectedAccount;
import java.time.Duration;
import java.util.List;

/**
 * What is right and wrong with a connected account.
 *
 * @param checks in the order in which they were made
 * @param took how long all of it took
 */
public record Diagnosis(ConnectedAccount account, List<Result> checks, Duration took) {

    /** One check and how it ended. */
    public record Result(String check, Finding finding, Duration took) {}

    /** The worst of the checks; those that were skipped count for nothing. */
    public Verdict verdict() {
        return checks.stream()
                .map(result -> result.finding().verdict())
                .filter(verdict -> verdict != Verdict.SKIPPED)
                .reduce(Verdict.PASSED, (one, other) -> one.compareTo(other) >= 0 ? one : other);
    }
}
