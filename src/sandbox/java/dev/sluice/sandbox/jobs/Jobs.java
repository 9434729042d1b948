package dev.sluice.sandbox.jobs;

import dev.sluice.sandbox.auth.Principal;
import dev.sluice.sandbox.journal.Ledger;
import dev.sluice.sandbox.permissions.Grantee;
import dev.sluice.sandbox.permissions.PermissionLevel;
import dev.sluice.sandbox.permissions.Permissions;
import dev.sluice.sandbox.permissions.SecuredObject;
import dev.sluice.sandbox.settings.LiveSettings;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** A workspace's jobs, who may do what with them, and the refusals around them. Thread-safe. */
final class Jobs {
    private static final long FIRST_ID = 550_000_000_000_123L;
    private final Map<Long, Job> byId = new ConcurrentHashMap<>();
    private final AtomicLong numbers = new AtomicLong();
    private final Permissions permissions;
    private final Ledger ledger;
    private final LiveSettings settings;
    private final InstantSource clock;

    Jobs(Permissions permissions, Ledger ledger, LiveSettings settings, InstantSource clock) {
        this.permissions = permissions;
        this.ledger = ledger;
        this.settings = settings;
        this.clock = clock;
    }

    /** Refuses those who may not manage the job. */
    void requireManage(String id, Principal principal) {
        Job job = find(number(id));
        if (!allows(job, principal, PermissionLevel.CAN_MANAGE)) {
            throw JobRefusals.mayNotManage(principal, id);
        }
    }

    /** Adds a job that the workspace opens with. */
    Job open(PlannedJob plan, Principal owner) {
        Instant created = clock.instant().minus(Duration.ofDays(100));
        long number = numbers.incrementAndGet();
        return add(
                new Job(
                        number,
                        plan.id(),
                        JobSettings.read(plan.settings()),
                        owner.clientId(),
                        created.plusSeconds(number),
                        plan.fails()),
                owner);
    }

    Job create(JsonObject jobSettings, Principal owner) {
        long number = numbers.incrementAndGet();
        Job job = new Job(number, FIRST_ID + number, jobSettings, owner.clientId(), clock.instant(), false);
        ledger.count(Ledger.Event.JOBS_CREATED);
        return add(job, owner);
    }

    void remove(Job job) {
        byId.remove(job.id());
    }

    List<Job> visibleTo(Principal principal) {
        return byId.values().stream()
                .filter(job -> allows(job, principal, PermissionLevel.CAN_VIEW))
                .sorted(Comparator.comparingLong(Job::number).reversed())
                .toList();
    }

    Job require(long id, Principal principal, PermissionLevel level) {
        Job job = find(id);
        if (!allows(job, principal, level)) {
            throw JobRefusals.lacks(principal, level, id);
        }
        return job;
    }

    /** Whether the principal has the level on the job, which may have been deleted meanwhile. */
    boolean allows(Job job, Principal principal, PermissionLevel level) {
        return permissions.allows(SecuredObject.job(job.id()), principal, level);
    }

    private Job add(Job job, Principal owner) {
        permissions.grant(SecuredObject.job(job.id()), Grantee.of(owner), PermissionLevel.IS_OWNER);
        byId.put(job.id(), job);
        return job;
    }

    private Job find(long id) {
        Job job = byId.get(id);
        if (job == null) {
            throw JobRefusals.absent("Job", id, settings);
        }
        return job;
    }

    private static long number(String id) {
        try {
            return Long.parseLong(id);
        } catch (NumberFormatException notANumber) {
            throw JobRefusals.invalid("The job id " + id + " is not a number.");
        }
    }
}
