package dev.sluice.sandbox.jobs;

import dev.sluice.sandbox.auth.Authenticator;
import dev.sluice.sandbox.auth.Principal;
import dev.sluice.sandbox.auth.Principals;
import dev.sluice.sandbox.http.Routes;
import dev.sluice.sandbox.journal.Ledger;
import dev.sluice.sandbox.permissions.Permissions;
import dev.sluice.sandbox.settings.LiveSettings;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** Jobs and runs together: what a workspace opens with, and where they answer. */
public final class JobService {
    private final Jobs jobs;
    private final Runs runs;
    private final Permissions permissions;
    private final InstantSource clock;

    public JobService(Permissions permissions, Ledger ledger, LiveSettings settings, InstantSource clock) {
        this.permissions = permissions;
        this.clock = clock;
        this.jobs = new Jobs(permissions, ledger, settings, clock);
        this.runs = new Runs(jobs, ledger, settings, clock);
    }

    /** Adds the jobs, the oldest first, and their past runs, one an hour until an hour ago. */
    public void open(List<PlannedJob> plans, Principal owner) {
        Instant now = clock.instant();
        List<Job> opened = plans.stream().map(plan -> jobs.open(plan, owner)).toList();
        int longest = plans.stream().mapToInt(PlannedJob::pastRuns).max().orElse(0);
        for (int hour = longest; hour > 0; hour--) {
            for (int i = 0; i < opened.size(); i++) {
                if (plans.get(i).pastRuns() >= hour) {
                    runs.open(opened.get(i), now.minus(Duration.ofHours(hour)));
                }
            }
        }
    }

    public void addTo(Routes routes, Authenticator authenticator, Principals principals) {
        for (String root : List.of("/api/2.2/jobs/", "/api/2.1/jobs/")) {
            new JobsApi(authenticator, jobs, permissions, principals).addTo(routes, root);
            new RunsApi(authenticator, jobs, runs).addTo(routes, root);
        }
    }

    /** Refuses those who may not manage the job. */
    public void requireManage(String id, Principal principal) {
        jobs.requireManage(id, principal);
    }
}
