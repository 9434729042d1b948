package dev.sluice.token;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Looks each second for tokens to renew, so that no call finds one that has run out. */
@Singleton
class Renewals {
    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final Duration OVERDUE = Duration.ofSeconds(10);

    private final Workspaces workspaces;
    private final MintGate gate;
    private final TokenMeter meter;
    private final Vertx vertx;
    private volatile int held;
    private volatile int overdue;
    private long timer;

    Renewals(Workspaces workspaces, MintGate gate, TokenMeter meter, Vertx vertx) {
        this.workspaces = workspaces;
        this.gate = gate;
        this.meter = meter;
        this.vertx = vertx;
    }

    void start(@Observes StartupEvent started) {
        meter.watch("held", "Tokens in memory that may be sent", () -> held);
        meter.watch("renewals.overdue", "Tokens of accounts in use whose renewal is late by 10 s", () -> overdue);
        meter.watch("mints.waiting", "Mints that wait for others to end", gate::waiting);
        timer = vertx.setPeriodic(EVERY.toMillis(), tick -> sweep());
    }

    void stop(@Observes ShutdownEvent stopped) {
        vertx.cancelTimer(timer);
    }

    private void sweep() {
        int fit = 0;
        int late = 0;
        for (TokenSlot slot : workspaces.slots()) {
            slot.renewIfDue();
            fit += slot.held() == null ? 0 : 1;
            late += slot.isOverdue(OVERDUE) ? 1 : 0;
        }
        held = fit;
        overdue = late;
    }
}
