package dev.sluice.guard.request;

import dev.sluice.workspace.WorkspaceResponse;
import java.time.Duration;

/** For how long a workspace that asks to be left alone is left alone. */
final class RetryAfter {
    private static final Duration UNTOLD = Duration.ofSeconds(1);
    // Whoever waits longer has left long before.
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private RetryAfter() {}

    /** What the answer asks for, at most a minute; a second where it says nothing usable. */
    static Duration of(WorkspaceResponse response) {
        Duration asked = response.retryAfter();
        return asked == null || asked.isZero() ? UNTOLD : asked.compareTo(LONGEST) > 0 ? LONGEST : asked;
    }
}
