package dev.sluice.repeat;

import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;
import java.time.Duration;

/** What a repeated call is told instead of an answer. */
final class RepeatFaults {
    private RepeatFaults() {}

    static Fault differs() {
        return Fault.of(
                FaultCode.REPEAT_DIFFERS,
                "The idempotency key was used for a call with other parameters.",
                "Give every call that is meant to run an idempotency key of its own.");
    }

    static Fault tooLong() {
        return Fault.of(
                FaultCode.OUTCOME_UNKNOWN,
                "The call took too long, and what became of it is not known.",
                "Check what it changes before you repeat it.");
    }

    static Fault underway(String executionId) {
        return Fault.of(
                        FaultCode.REPEAT_UNDERWAY,
                        "The first of these equal calls, " + executionId + ", still runs.",
                        "Repeat the call later to get its answer.")
                .withRetryAfter(Duration.ofSeconds(5));
    }
}
