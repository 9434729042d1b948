package dev.sluice.guard;

import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;
import dev.sluice.telemetry.GuardMeter;
import java.time.Duration;

/** Why a call is turned away at the door. */
final class Refusals {
    private static final Duration SOON = Duration.ofSeconds(1);

    private Refusals() {}

    static Fault rate(int limit, Duration wait) {
        return Fault.of(
                        FaultCode.RATE_LIMITED,
                        "More calls come to this workspace than its rate limit allows: " + limit + " a second.",
                        "Nothing was sent: call again later, and less often.")
                .withRetryAfter(wait.compareTo(SOON) < 0 ? SOON : wait);
    }

    static Fault permits(GuardMeter.Kind kind, int limit) {
        String what = kind == GuardMeter.Kind.CALL
                ? "Too many calls to this workspace run at a time: its concurrency limit is "
                : "Too many streams of this workspace are open: its limit of streams is ";
        return Fault.of(
                        FaultCode.RATE_LIMITED,
                        what + limit + ", of which one account gets a part.",
                        "Nothing was sent: let some of your calls end, then call again.")
                .withRetryAfter(SOON);
    }
}
