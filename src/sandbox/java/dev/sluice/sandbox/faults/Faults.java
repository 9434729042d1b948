package dev.sluice.sandbox.faults;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** The faults waiting to strike, the oldest first. Thread-safe; free of cost while there are none. */
public final class Faults {
    /** As many times as it takes, until cleared. */
    public static final long ALWAYS = Long.MAX_VALUE;

    private final List<FaultRule> rules = new CopyOnWriteArrayList<>();
    private final AtomicLong ids = new AtomicLong();

    /**
     * Adds a rule; see {@link FaultRule} for method and path.
     *
     * @return its id, for {@link #remove}
     */
    public long inject(String method, String path, long times, Fault fault) {
        FaultRule rule = FaultRule.of(ids.incrementAndGet(), method, path, times, fault);
        rules.add(rule);
        return rule.id();
    }

    /** The fault that strikes this request, if any; it is then used up by one. */
    public Optional<Fault> take(String method, String path) {
        for (FaultRule rule : rules) {
            if (rule.strikes(method, path)) {
                if (rule.left().get() == 0) {
                    rules.remove(rule);
                }
                return Optional.of(rule.fault());
            }
        }
        return Optional.empty();
    }

    public boolean remove(long id) {
        return rules.removeIf(rule -> rule.id() == id);
    }

    public void clear() {
        rules.clear();
    }

    public List<FaultRule> waiting() {
        return List.copyOf(rules);
    }
}
