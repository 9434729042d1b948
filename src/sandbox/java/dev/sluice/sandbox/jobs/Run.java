package dev.sluice.sandbox.jobs;

import java.time.Duration;
import java.time.Instant;

/**
 * One run of a job. Its state is a matter of when one looks.
 *
 * @param id between 2^53 and 2^54 and odd, so that no double can hold it
 * @param creator who started it
 * @param waiting how long it is PENDING
 * @param working how long it is RUNNING after that
 */
record Run(
        long number,
        long id,
        Job job,
        String creator,
        Instant started,
        Duration waiting,
        Duration working,
        RunRequest request)
        implements NewestFirst.Numbered {
    /** Databricks REST: the states that a run goes through; both life_cycle_state and status.state. */
    enum Phase {
        PENDING,
        RUNNING,
        TERMINATED
    }

    Phase phase(Instant now) {
        if (!now.isBefore(ended())) {
            return Phase.TERMINATED;
        }
        return now.isBefore(started.plus(waiting)) ? Phase.PENDING : Phase.RUNNING;
    }

    /** When it ends, or has ended. */
    Instant ended() {
        return started.plus(waiting).plus(working);
    }

    /** The id of a task's own run. */
    long taskRun(int index) {
        return id + 2L * (index + 1);
    }
}
