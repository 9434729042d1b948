package dev.sluice.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.function.Supplier;

/**
 * Counts the records of tool calls that were dropped, {@code sluice_audit_dropped_total}, and shows how many wait to be
 * written, {@code sluice_audit_waiting}.
 */
@Singleton
public class AuditMeter {
    private final MeterRegistry registry;
    private final Counter dropped;

    public AuditMeter(MeterRegistry registry) {
        this.registry = registry;
        dropped = Counter.builder("sluice.audit.dropped")
                .description("Records of tool calls that could not be kept until the database took them")
                .register(registry);
    }

    /** Counts those that wait, whenever somebody looks. */
    public void gaugeWaiting(Supplier<Number> waiting) {
        Gauge.builder("sluice.audit.waiting", waiting)
                .description("Records of tool calls that wait to be written")
                .register(registry);
    }

    public void dropped(int records) {
        dropped.increment(records);
    }
}
