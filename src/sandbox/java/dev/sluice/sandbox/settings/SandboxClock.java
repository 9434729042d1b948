package dev.sluice.sandbox.settings;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The workspace's time: the system's, plus what a test has put it forward by. Tokens, links and results age by it. */
public final class SandboxClock implements InstantSource {
    private volatile Duration ahead = Duration.ZERO;

    @Override
    public Instant instant() {
        return Instant.now().plus(ahead);
    }

    public synchronized void advance(Duration by) {
        ahead = ahead.plus(by);
    }
}
