package dev.sluice.token;

import dev.sluice.fault.FaultCode;
import dev.sluice.fault.FaultException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/**
 * Counts what becomes of tokens: {@code sluice_token_mint_seconds{outcome}}, {@code sluice_token_adopted_total}, {@code
 * sluice_token_held}, {@code sluice_token_renewals_overdue}, {@code sluice_token_mints_waiting}.
 */
@Singleton
class TokenMeter {
    private static final String SUCCESS = "success";

    private final MeterRegistry registry;
    private final Counter adopted;

    TokenMeter(MeterRegistry registry) {
        this.registry = registry;
        this.adopted = Counter.builder("sluice.token.adopted")
                .description("Tokens taken over from another replica")
                .register(registry);
    }

    /** The same request for a token, timed by what comes of it. */
    <T> Uni<T> timed(Uni<T> mint) {
        return Uni.createFrom().deferred(() -> {
            long startedAt = System.nanoTime();
            return mint.onItem()
                    .invoke(token -> record(SUCCESS, startedAt))
                    .onFailure()
                    .invoke(cause -> record(outcome(cause), startedAt));
        });
    }

    void adopted() {
        adopted.increment();
    }

    void watch(String name, String description, IntSupplier value) {
        Gauge.builder("sluice.token." + name, value::getAsInt)
                .description(description)
                .strongReference(true)
                .register(registry);
    }

    private void record(String outcome, long startedAt) {
        Timer.builder("sluice.token.mint")
                .description("Requests to workspaces' token endpoints")
                .tag("outcome", outcome)
                .register(registry)
                .record(System.nanoTime() - startedAt, TimeUnit.NANOSECONDS);
    }

    private static String outcome(Throwable cause) {
        return cause instanceof FaultException told ? told.fault().code().label() : FaultCode.INTERNAL.label();
    }
}
