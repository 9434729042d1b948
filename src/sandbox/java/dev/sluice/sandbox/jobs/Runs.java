package dev.sluice.sandbox.jobs;

import dev.sluice.sandbox.auth.Principal;
import dev.sluice.sandbox.journal.Ledger;
import dev.sluice.sandbox.permissions.PermissionLevel;
import dev.sluice.sandbox.settings.LiveSettings;
import dev.sluice.sandbox.settings.SandboxSettings;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/** The runs of a workspace's jobs. Thread-safe. */
final class Runs {
    /** Beyond what a double can hold; the steps leave room for the runs of tasks. */
    private static final long FIRST_ID = (1L << 53) + 1;

    private static final long STEP = 10_000;
    private static final Duration PAST_WAIT = Duration.ofSeconds(5);
    private static final Duration PAST_WORK = Duration.ofSeconds(60);

    /** What an idempotency token is good for. */
    private record Once(long jobId, String token) {}

    private final ConcurrentSkipListMap<Long, Run> byNumber = new ConcurrentSkipListMap<>();
    private final Map<Long, Run> byId = new ConcurrentHashMap<>();
    private final Map<Once, Run> once = new ConcurrentHashMap<>();
    private final AtomicLong numbers = new AtomicLong();
    private final Jobs jobs;
    private final Ledger ledger;
    private final LiveSettings settings;
    private final InstantSource clock;

    Runs(Jobs jobs, Ledger ledger, LiveSettings settings, InstantSource clock) {
        this.jobs = jobs;
        this.ledger = ledger;
        this.settings = settings;
        this.clock = clock;
    }

    /** Adds a run that was over before the workspace opened. */
    void open(Job job, Instant started) {
        add(job, job.creator(), started, PAST_WAIT, PAST_WORK, RunRequest.PLAIN);
    }

    /** Starts a run; where the request's token did so before, gives that run. */
    Run start(Job job, Principal principal, RunRequest request) {
        if (request.token() == null) {
            return startAnew(job, principal, request);
        }
        return once.computeIfAbsent(new Once(job.id(), request.token()), first -> startAnew(job, principal, request));
    }

    /** The newest first. */
    List<Run> visibleTo(Principal principal) {
        return byNumber.descendingMap().values().stream()
                .filter(run -> jobs.allows(run.job(), principal, PermissionLevel.CAN_VIEW))
                .toList();
    }

    Run require(long id, Principal principal) {
        Run run = byId.get(id);
        if (run == null) {
            throw JobRefusals.absent("Run", id, settings);
        }
        if (!jobs.allows(run.job(), principal, PermissionLevel.CAN_VIEW)) {
            throw JobRefusals.lacks(
                    principal, PermissionLevel.CAN_VIEW, run.job().id());
        }
        return run;
    }

    Instant now() {
        return clock.instant();
    }

    private Run startAnew(Job job, Principal principal, RunRequest request) {
        SandboxSettings.Jobs times = settings.now().jobs();
        ledger.count(Ledger.Event.RUNS_STARTED);
        return add(job, principal.clientId(), clock.instant(), times.pendingTime(), times.runTime(), request);
    }

    private Run add(Job job, String creator, Instant started, Duration waiting, Duration working, RunRequest request) {
        long number = numbers.incrementAndGet();
        Run run = new Run(number, FIRST_ID + STEP * number, job, creator, started, waiting, working, request);
        byId.put(run.id(), run);
        byNumber.put(number, run);
        return run;
    }
}
