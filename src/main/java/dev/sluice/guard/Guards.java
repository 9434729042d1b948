package dev.sluice.guard;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.sluice.guard.limit.GuardConfig;
import dev.sluice.guard.limit.GuardLimits;
import dev.sluice.guard.rate.RateLimiter;
import dev.sluice.guard.rate.RateLimiters;
import dev.sluice.guard.request.RequestGuard;
import dev.sluice.guard.request.Tap;
import dev.sluice.replica.Replicas;
import dev.sluice.telemetry.GuardMeter;
import dev.sluice.telemetry.GuardMeter.Kind;
import dev.sluice.workspace.WorkspaceConfig;
import dev.sluice.workspace.WorkspaceHost;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/**
 * The guards of all workspaces. Accounts without limits of their own share one guard for each workspace and set of
 * limits; one with limits of its own has a guard of its own. The tap is the workspace's, whoever calls.
 */
@Singleton
public class Guards {
    private static final List<String> BREAKER_STATES = List.of("closed", "open", "half_open");
    private static final long IDLE_NANOS = Duration.ofMinutes(10).toNanos();
    private static final long SWEEP_NANOS = Duration.ofMinutes(1).toNanos();

    /** @param owner the account or connection whose limits these are; empty for the gateway's */
    private record Key(WorkspaceHost host, String owner, GuardLimits limits) {}

    private final ConcurrentHashMap<Key, WorkspaceGuard> guards = new ConcurrentHashMap<>();
    // As long as a guard has it, it is the one.
    private final Cache<WorkspaceHost, Tap> taps =
            Caffeine.newBuilder().weakValues().build();
    private final Vertx vertx;
    private final GuardConfig config;
    private final WorkspaceConfig workspace;
    private final GuardLimits usual;
    private final RateLimiters rates;
    private final IntSupplier replicas;
    private final GuardMeter meter;
    private final LongSupplier nanos;
    private final AtomicLong sweptAt;

    @Inject
    public Guards(
            Vertx vertx,
            GuardConfig config,
            WorkspaceConfig workspace,
            RateLimiters rates,
            Replicas replicas,
            GuardMeter meter) {
        this(vertx, config, workspace, rates, replicas::live, meter, System::nanoTime);
    }

    Guards(
            Vertx vertx,
            GuardConfig config,
            WorkspaceConfig workspace,
            RateLimiters rates,
            IntSupplier replicas,
            GuardMeter meter,
            LongSupplier nanos) {
        this.vertx = vertx;
        this.config = config;
        this.workspace = workspace;
        this.usual = GuardLimits.of(config, workspace);
        this.rates = rates;
        this.replicas = replicas;
        this.meter = meter;
        this.nanos = nanos;
        this.sweptAt = new AtomicLong(nanos.getAsLong());
        meter.gaugeGuards(BREAKER_STATES, this, Guards::countIn);
    }

    /**
     * Admits a call, at once where nothing is in its way. To be subscribed to at once, and the admission to be released
     * when the call is over.
     *
     * @param observer hears of the state of the rate limit, if there is one, before the call goes on or is refused
     * @return fails with a {@link dev.sluice.fault.FaultException} where the call may not come; cancelling leaves the queue
     */
    public Uni<Admission> admit(Admittee who, Kind kind, Consumer<LimitState> observer) {
        sweep();
        return guard(key(who)).admit(who.account(), kind, observer);
    }

    private Key key(Admittee who) {
        if (!who.accountLimits().isEmpty()) {
            return new Key(
                    who.host(),
                    who.account().value(),
                    usual.with(who.connectionLimits()).with(who.accountLimits()));
        }
        return who.connectionLimits().isEmpty()
                ? new Key(who.host(), "", usual)
                : new Key(who.host(), who.connection().value(), usual.with(who.connectionLimits()));
    }

    private WorkspaceGuard guard(Key key) {
        while (true) {
            WorkspaceGuard guard = guards.get(key);
            if (guard == null) {
                guard = guards.computeIfAbsent(key, this::make);
            }
            if (guard.join()) {
                return guard;
            }
            guards.remove(key, guard);
        }
    }

    private WorkspaceGuard make(Key key) {
        GuardLimits limits = key.limits;
        boolean shared = !key.owner.startsWith("ca_");
        Tap tap = taps.get(key.host, host -> new Tap(nanos));
        RequestGuard requests = new RequestGuard(vertx, limits, tap, meter, nanos, workspace.firstByteTimeout());
        RateLimiter rate = rates.of(key.host + " " + key.owner + " " + limits.rate() + "/" + limits.burst(), limits);
        return new WorkspaceGuard(
                requests,
                (kind, whenLeft) -> {
                    int permits = kind == Kind.CALL ? limits.concurrency() : limits.streams();
                    Turnstile turnstile = new Turnstile(
                            () -> Math.ceilDiv(permits, replicas.getAsInt()), config.longestQueue(), shared);
                    return new Entrance(
                            vertx,
                            kind,
                            limits,
                            turnstile,
                            rate,
                            requests,
                            whenLeft,
                            meter,
                            config.longestWait(),
                            nanos);
                },
                meter,
                nanos);
    }

    // By whoever comes after a minute: no timer has to know when the gateway ends.
    private void sweep() {
        long last = sweptAt.get();
        long now = nanos.getAsLong();
        if (now - last > SWEEP_NANOS && sweptAt.compareAndSet(last, now)) {
            guards.forEach((key, guard) -> {
                if (guard.letGo(IDLE_NANOS)) {
                    guards.remove(key, guard);
                }
            });
        }
    }

    int count() {
        return guards.size();
    }

    private long countIn(String breakerState) {
        return guards.values().stream()
                .filter(guard -> guard.breakerState().equals(breakerState))
                .count();
    }
}
