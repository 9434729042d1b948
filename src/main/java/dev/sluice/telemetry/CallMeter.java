package dev.sluice.telemetry;

import dev.sluice.fault.FaultCode;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.opentelemetry.api.trace.Span;
import jakarta.inject.Singleton;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Times calls by tool and outcome, {@code sluice_call_seconds{tool, outcome}}, and tells their traces what they were:
 * {@code sluice.execution_id}, {@code sluice.tool} and {@code sluice.outcome} on the request's span.
 */
@Singleton
public class CallMeter {
    private static final String SUCCESS = "success";
    // Names come from callers: beyond the catalogue's size they would make labels without end.
    private static final int MOST_TIMERS = 4096;

    private record Key(String tool, String outcome) {}

    private final ConcurrentHashMap<Key, Timer> timers = new ConcurrentHashMap<>();
    private final MeterRegistry registry;

    public CallMeter(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Starts timing a call, on the context of the request that brought it. */
    public Sample start(String executionId) {
        return new Sample(Span.current().setAttribute("sluice.execution_id", executionId));
    }

    /** One call being timed. */
    public final class Sample {
        private final Span span;
        private final long startedAt = System.nanoTime();

        private Sample(Span span) {
            this.span = span;
        }

        public void succeeded(String tool) {
            record(tool, SUCCESS);
        }

        /** @param tool a name that a caller gave; it counts as such only where the catalogue knows it */
        public void failed(String tool, FaultCode code) {
            boolean unknown = code == FaultCode.TOOL_NOT_FOUND || code == FaultCode.UNAUTHENTICATED;
            record(unknown ? "unknown" : tool, code.label());
        }

        private void record(String tool, String outcome) {
            Key key = new Key(tool, outcome);
            Timer timer = timers.get(key);
            if (timer == null) {
                timer = timers.computeIfAbsent(
                        timers.size() < MOST_TIMERS ? key : new Key("other", outcome), CallMeter.this::timer);
            }
            timer.record(System.nanoTime() - startedAt, TimeUnit.NANOSECONDS);
            span.setAttribute("sluice.tool", tool).setAttribute("sluice.outcome", outcome);
        }
    }

    private Timer timer(Key key) {
        return Timer.builder("sluice.call")
                .description("Tool calls from the last byte of the request to the answer")
                .tag("tool", key.tool())
                .tag("outcome", key.outcome())
                .register(registry);
    }
}
