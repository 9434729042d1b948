package dev.sluice.event;

import dev.sluice.id.EnvironmentId;
import java.util.HashMap;
import java.util.Map;

/** How many at once: of one environment, and of all of them together, at this replica. */
public final class ConcurrencyLimit {
    private final int perEnvironment;
    private final int inAll;
    private final Map<EnvironmentId, Integer> inside = new HashMap<>();
    private int all;

    public ConcurrencyLimit(int perEnvironment, int inAll) {
        this.perEnvironment = perEnvironment;
        this.inAll = inAll;
    }

    /** Whether one more may enter; who may has to leave. */
    public synchronized boolean enter(EnvironmentId environment) {
        int present = inside.getOrDefault(environment, 0);
        if (all >= inAll || present >= perEnvironment) {
            return false;
        }
        inside.put(environment, present + 1);
        all++;
        return true;
    }

    public synchronized void leave(EnvironmentId environment) {
        inside.computeIfPresent(environment, (id, present) -> present == 1 ? null : present - 1);
        all--;
    }
}
