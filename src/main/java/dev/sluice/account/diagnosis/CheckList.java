package dev.sluice.account.diagnosis;

import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;
import dev.sluice.fault.FaultException;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Makes checks one after the other, within a time that all of them share. */
final class CheckList {
    private static final Logger LOG = Logger.getLogger(CheckList.class);

    private final long endsAt;
    private final List<Diagnosis.Result> results = new ArrayList<>();
    private final Set<String> missed = new HashSet<>();

    private CheckList(Duration time) {
        this.endsAt = System.nanoTime() + time.toNanos();
    }

    /** The results in order; never fails. */
    static Uni<List<Diagnosis.Result>> make(Duration time, List<Check> checks) {
        return Uni.createFrom().deferred(() -> {
            CheckList list = new CheckList(time);
            Uni<Void> all = Uni.createFrom().voidItem();
            for (Check check : checks) {
                all = all.flatMap(done -> list.make(check));
            }
            return all.replaceWith(() -> List.copyOf(list.results));
        });
    }

    private Uni<Void> make(Check check) {
        long startedAt = System.nanoTime();
        return finding(check, startedAt)
                .invoke(finding -> {
                    results.add(new Diagnosis.Result(
                            check.name(), finding, Duration.ofNanos(System.nanoTime() - startedAt)));
                    if (finding.verdict() == Verdict.FAILED || isBlocked(check)) {
                        missed.add(check.name());
                    }
                })
                .replaceWithVoid();
    }

    private Uni<Finding> finding(Check check, long now) {
        if (isBlocked(check)) {
            return Uni.createFrom().item(Finding.skipped("Not tried: it needs " + check.needs() + "."));
        }
        // Timers take no less than a millisecond.
        Duration left = Duration.ofMillis(TimeUnit.NANOSECONDS.toMillis(endsAt - now));
        if (!left.isPositive()) {
            return Uni.createFrom().item(Finding.skipped("Not tried: the time of the diagnosis was over."));
        }
        return inTime(check, left).onFailure().recoverWithItem(CheckList::told);
    }

    private boolean isBlocked(Check check) {
        return check.needs() != null && missed.contains(check.needs());
    }

    private static Uni<Finding> inTime(Check check, Duration left) {
        return Uni.createFrom()
                .deferred(() -> check.look().get())
                .ifNoItem()
                .after(left)
                .recoverWithItem(() -> Finding.failed(Fault.of(
                        FaultCode.WORKSPACE_TIMEOUT,
                        "There was no answer in the time that a diagnosis may take.",
                        "Try again; if it stays, look at the network between gateway and workspace.")));
    }

    private static Finding told(Throwable cause) {
        if (cause instanceof FaultException fault) {
            return Finding.failed(fault.fault());
        }
        LOG.error("A check of a diagnosis failed inside the gateway", cause);
        return Finding.failed(Fault.of(FaultCode.INTERNAL, "The gateway failed.", "Look into its log, or report it."));
    }
}
