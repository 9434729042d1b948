package dev.sluice.workspace;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Notices that nothing was heard for too long while somebody listened. Lives on one event loop. */
final class StallWatch {
    private static final long NO_TIMER = -1;

    private final Vertx vertx;
    private final Duration longest;
    private Runnable stalled = () -> {};
    private long timer = NO_TIMER;
    private long heardAt;

    StallWatch(Vertx vertx, Duration longest) {
        this.vertx = vertx;
        this.longest = longest;
    }

    /** Listens from now on, and runs {@code stalled} once if nothing is heard for too long. */
    void start(Runnable stalled) {
        this.stalled = stalled;
        heard();
        if (timer == NO_TIMER) {
            wakeAfter(longest.toMillis());
        }
    }

    void heard() {
        heardAt = System.nanoTime();
    }

    void stop() {
        if (timer != NO_TIMER) {
            vertx.cancelTimer(timer);
            timer = NO_TIMER;
        }
    }

    private void wakeAfter(long millis) {
        timer = vertx.setTimer(Math.max(1, millis), fired -> {
            timer = NO_TIMER;
            long left = longest.toMillis() - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - heardAt);
            if (left > 0) {
                wakeAfter(left);
            } else {
                stalled.run();
            }
        });
    }
}
