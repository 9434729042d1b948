package dev.sluice.telemetry;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * Times deliveries to webhooks by outcome, {@code sluice_webhook_delivery_seconds{outcome}}, and shows how long the oldest
 * has been waiting, {@code sluice_webhook_backlog_age_seconds}.
 */
@Singleton
public class DeliveryMeter {
    private final MeterRegistry registry;
    private volatile double backlogAge;

    public DeliveryMeter(MeterRegistry registry) {
        this.registry = registry;
        Gauge.builder("sluice.webhook.backlog.age", this, meter -> meter.backlogAge)
                .description("Time since the oldest delivery that is still to be made was due first")
                .baseUnit("seconds")
                .register(registry);
    }

    /** @param outcome one of few words, none of them a receiver's */
    public void record(String outcome, Duration time) {
        Timer.builder("sluice.webhook.delivery")
                .description("Tries to deliver an event to a webhook")
                .tag("outcome", outcome)
                .register(registry)
                .record(time);
    }

    public void backlogAge(double seconds) {
        backlogAge = seconds;
    }
}
