package dev.sluice.telemetry;

import dev.sluice.fault.FaultCode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiFunction;
import java.util.function.ToDoubleFunction;

/**
 * What happens at the doors of workspaces: admissions, waiting, calls and streams in flight, requests and their retries.
 * Labels are words of the gateway's own.
 */
@Singleton
public class GuardMeter {
    /** A call or a stream. */
    public enum Kind {
        CALL,
        STREAM;

        final String label = name().toLowerCase(Locale.ROOT);
    }

    /** How an admission ended. */
    public enum Outcome {
        ADMITTED,
        RATE,
        CONCURRENCY,
        BREAKER_OPEN,
        TAP_CLOSED,
        CANCELLED;

        final String label = name().toLowerCase(Locale.ROOT);
    }

    private record Admissions(Kind kind, Outcome outcome) {}

    private final MeterRegistry registry;
    private final LongAdder calls = new LongAdder();
    private final LongAdder streams = new LongAdder();
    private final Map<Admissions, Counter> admissions = new ConcurrentHashMap<>();
    private final Map<String, Timer> requests = new ConcurrentHashMap<>();
    private final Timer waits;
    private final Counter retried;
    private final Counter outOfBudget;

    public GuardMeter(MeterRegistry registry) {
        this.registry = registry;
        for (Kind kind : Kind.values()) {
            Gauge.builder("sluice.in.flight", inFlight(kind), LongAdder::doubleValue)
                    .description("Calls that are at a workspace, and open streams")
                    .tag("kind", kind.label)
                    .register(registry);
        }
        waits = Timer.builder("sluice.admission.wait")
                .description("Time that calls waited for their turn, of those that had to")
                .register(registry);
        retried = retries("done");
        outOfBudget = retries("out_of_budget");
    }

    private Counter retries(String outcome) {
        return Counter.builder("sluice.workspace.retries")
                .description("Requests that were sent to a workspace again, or were not since too many had been")
                .tag("outcome", outcome)
                .register(registry);
    }

    /** Counts things by state, whenever somebody looks. */
    public <T> void gaugeGuards(List<String> states, T guards, BiFunction<T, String, Long> count) {
        for (String state : states) {
            ToDoubleFunction<T> value = all -> count.apply(all, state);
            Gauge.builder("sluice.guards", guards, value)
                    .description("Guards of workspaces by the state of their circuit breakers")
                    .tag("breaker", state)
                    .register(registry);
        }
    }

    public void admission(Kind kind, Outcome outcome) {
        admissions
                .computeIfAbsent(
                        new Admissions(kind, outcome),
                        key -> Counter.builder("sluice.admissions")
                                .description("Calls at the doors of workspaces")
                                .tag("kind", kind.label)
                                .tag("outcome", outcome.label)
                                .register(registry))
                .increment();
    }

    public void waited(long nanos) {
        waits.record(nanos, TimeUnit.NANOSECONDS);
    }

    public void entered(Kind kind) {
        inFlight(kind).increment();
    }

    public void left(Kind kind) {
        inFlight(kind).decrement();
    }

    private LongAdder inFlight(Kind kind) {
        return kind == Kind.CALL ? calls : streams;
    }

    public void retried() {
        retried.increment();
    }

    public void outOfBudget() {
        outOfBudget.increment();
    }

    /** A request was answered. */
    public void answered(int status, long nanos) {
        String outcome =
                status < 300 ? "success" : status == 429 ? "rate_limited" : status < 500 ? "refused" : "failed";
        request(outcome, nanos);
    }

    /** A request was not answered. */
    public void unanswered(FaultCode code, long nanos) {
        request(code.label(), nanos);
    }

    private void request(String outcome, long nanos) {
        requests.computeIfAbsent(
                        outcome,
                        label -> Timer.builder("sluice.workspace.request")
                                .description("Requests to workspaces, each try by itself, mints not counted")
                                .tag("outcome", label)
                                .register(registry))
                .record(nanos, TimeUnit.NANOSECONDS);
    }
}
