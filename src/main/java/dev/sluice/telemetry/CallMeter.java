package dev.sluice.telemetry;

import dev.sluice.fault.FaultCode;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.opentelemetry.api.trace.Span;
import jakarta.inject.Singleton;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Times calls by tool and outcome, {@code sluice_call_seconds{tool, outcome}}, and tells their traces what they were:
 * {@code sluice.execution_id}, {@code sluice.tool} and {@code sluice.outcome} on the request's span.
 */
@Singleton
public class CallMeter {
    private static final String SUCCESS = "success";

    private record Key(String tool, String outcome) {}

    private final ConcurrentHashMap<Key, Timer> timers = new ConcurrentHashMap<>();
    private final MeterRegistry registry;

    public CallMeter(MeterRegistry registry) {
        this.registry = registry;
    }

    /**
     * Starts timing a call, on the context of the request that brought it.
     *
     * @param tool one of few words: a name that the catalogue knows, or one for what has none
     */
    public Sample start(String executionId, String tool) {
        return new Sample(Span.current().setAttribute("sluice.execution_id", executionId), tool);
    }

    /** One call being timed. */
    public final class Sample {
        private final Span span;
        private final String tool;
        private final long startedAt = System.nanoTime();

        private Sample(Span span, String tool) {
            this.span = span;
            this.tool = tool;
        }

        /**
         * The call is over.
         *
         * @param code null for a success
         * @return the nanoseconds that it took
         */
        public long ended(@Nullable FaultCode code) {
            long nanos = System.nanoTime() - startedAt;
            String outcome = code == null ? SUCCESS : code.label();
            timers.computeIfAbsent(new Key(tool, outcome), CallMeter.this::timer)
                    .record(nanos, TimeUnit.NANOSECONDS);
            span.setAttribute("sluice.tool", tool).setAttribute("sluice.outcome", outcome);
            return nanos;
        }
    }

    private Timer timer(Key key) {
        return Timer.builder("sluice.call")
                .description("Tool calls and streams from the last byte of the request to the end of the answer")
                .tag("tool", key.tool())
                .tag("outcome", key.outcome())
                .register(registry);
    }
}
