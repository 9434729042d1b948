package dev.sluice.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;
import dev.sluice.fault.FaultException;
import dev.sluice.guard.limit.GuardConfig;
import dev.sluice.guard.limit.GuardLimits;
import dev.sluice.guard.limit.OwnLimits;
import dev.sluice.guard.rate.RateLimiter;
import dev.sluice.guard.rate.RateLimiters;
import dev.sluice.guard.rate.RateVerdict;
import dev.sluice.id.AccountId;
import dev.sluice.id.ConnectionId;
import dev.sluice.telemetry.GuardMeter;
import dev.sluice.telemetry.GuardMeter.Kind;
import dev.sluice.testing.EventLoop;
import dev.sluice.testing.Settings;
import dev.sluice.workspace.WorkspaceConfig;
import dev.sluice.workspace.WorkspaceHost;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuardsTest {
    private static final WorkspaceHost HOST = new WorkspaceHost("https", "a.cloud.databricks.com", 443);
    private static final WorkspaceHost OTHER = new WorkspaceHost("https", "b.cloud.databricks.com", 443);

    private final Vertx vertx = Vertx.vertx();
    private final EventLoop loop = EventLoop.of(vertx);
    private final List<LimitState> states = new ArrayList<>();
    private final AtomicLong shift = new AtomicLong();
    private BooleanSupplier tokens = () -> true;
    private boolean late;
    // Of the guards that the test uses now: a gauge is registered once.
    private SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private Guards guards = guards();

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void admitsAtOnceOnTheCallersOwnThreadWhileThereIsRoom() {
        loop.run(() -> {
            Thread caller = Thread.currentThread();
            List<Thread> admitted = new ArrayList<>();
            admit("ca_1", OwnLimits.NONE).subscribe().with(admission -> admitted.add(Thread.currentThread()));
            assertThat(admitted).containsExactly(caller);
        });
        assertThat(states).as("no rate limit, nothing to tell").isEmpty();
    }

    @Test
    void refusesAfterTheLongestWaitAndSaysWhichLimitItIs() {
        guards = guards("sluice.guard.concurrency", "1", "sluice.guard.longest-wait", "50ms");
        Admission held = loop.await(() -> admit("ca_1", OwnLimits.NONE));

        Fault fault = refusal("ca_1");

        assertThat(fault.code()).isEqualTo(FaultCode.RATE_LIMITED);
        assertThat(fault.detail()).contains("concurrency limit is 1");
        assertThat(fault.retryAfterSeconds()).isEqualTo(1);
        held.release();
        held.release();
        loop.await(() -> admit("ca_1", OwnLimits.NONE));
        assertThat(refusal("ca_1").code())
                .as("released once, however often it is said")
                .isEqualTo(FaultCode.RATE_LIMITED);
    }

    @Test
    void aWaiterGoesAsSoonAsItsTurnComes() {
        guards = guards("sluice.guard.concurrency", "1");
        Admission held = loop.await(() -> admit("ca_1", OwnLimits.NONE));
        CompletableFuture<Admission> waiting = loop.start(() -> admit("ca_2", OwnLimits.NONE));
        loop.run(() -> assertThat(waiting).isNotDone());

        held.release();

        await().until(waiting::isDone);
        waiting.join().release();
        assertThat(inFlight()).isZero();
    }

    @Test
    void aPermitThatIsKeptOutlivesItsCaller() {
        guards = guards("sluice.guard.concurrency", "1");
        Admission held = loop.await(() -> admit("ca_1", OwnLimits.NONE));
        Runnable over = held.keep();

        held.release();
        assertThat(inFlight()).isEqualTo(1);

        over.run();
        over.run();
        assertThat(inFlight()).isZero();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void permitsReturnToZeroHoweverCallsEnd(boolean askedLater) {
        guards = guards("sluice.guard.concurrency", "3", "sluice.guard.rate", "1000000");
        late = askedLater;
        for (int round = 0; round < 200; round++) {
            List<Admission> held = new ArrayList<>();
            List<Cancellable> calls = new ArrayList<>();
            int left = round % 7;
            loop.run(() -> {
                for (int i = 0; i < 8; i++) {
                    calls.add(admit("ca_" + i % 3, OwnLimits.NONE).subscribe().with(held::add, refused -> {}));
                }
                calls.subList(0, left).forEach(Cancellable::cancel);
            });
            loop.run(() -> calls.forEach(Cancellable::cancel));
            loop.run(() -> held.forEach(Admission::release));
        }
        late = false;

        await().untilAsserted(() -> assertThat(inFlight()).isZero());
        List<CompletableFuture<Admission>> all = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            String account = "ca_" + i;
            all.add(loop.start(() -> admit(account, OwnLimits.NONE)));
        }
        await().until(() -> all.stream().allMatch(each -> each.isDone() && !each.isCompletedExceptionally()));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void waitsForATokenInTurnsAndTellsOfTheLimit(boolean askedLater) {
        guards = guards("sluice.guard.rate", "10");
        AtomicInteger left = new AtomicInteger(1);
        tokens = () -> left.getAndDecrement() > 0;
        late = askedLater;
        List<String> order = new ArrayList<>();
        loop.run(() -> {
            for (String account : List.of("ca_greedy", "ca_greedy", "ca_greedy", "ca_modest")) {
                admit(account, OwnLimits.NONE).subscribe().with(admission -> {
                    order.add(account);
                    admission.release();
                });
            }
        });
        for (int refill = 0; refill < 3; refill++) {
            int served = refill + 1;
            await().untilAsserted(() ->
                    assertThat(loop.call(() -> List.copyOf(order))).hasSize(served));
            left.set(1);
        }

        await().untilAsserted(
                        () -> assertThat(loop.call(() -> List.copyOf(order))).hasSize(4));
        assertThat(order.indexOf("ca_modest"))
                .as("not behind all of the greedy one's")
                .isLessThan(3);
        assertThat(states)
                .isNotEmpty()
                .allSatisfy(state -> assertThat(state.quota()).isEqualTo(10));
        assertThat(inFlight()).isZero();
    }

    @Test
    void refusesAtOnceWhereNoTokenComesInTime() {
        guards = guards("sluice.guard.rate", "10", "sluice.guard.longest-wait", "10ms");
        tokens = () -> false;

        Fault fault = refusal("ca_1");

        assertThat(fault.detail()).contains("rate limit allows: 10 a second");
        assertThat(states).hasSize(1);
    }

    @Test
    void anAccountWithLimitsOfItsOwnHasAGuardOfItsOwnAndAConnectionTooAndEachWorkspace() {
        OwnLimits own = concurrency(2);
        loop.await(() -> admit("ca_1", OwnLimits.NONE));
        loop.await(() -> admit("ca_2", OwnLimits.NONE));
        assertThat(guards.count()).as("one for those who share").isEqualTo(1);

        loop.await(() -> admit("ca_3", own));
        loop.await(() -> admit("ca_4", own));
        assertThat(guards.count()).isEqualTo(3);

        loop.await(() -> guards.admit(who(HOST, "ca_5", OwnLimits.NONE, own), Kind.CALL, states::add));
        loop.await(() -> guards.admit(who(HOST, "ca_6", OwnLimits.NONE, own), Kind.CALL, states::add));
        assertThat(guards.count()).isEqualTo(4);

        loop.await(() -> guards.admit(who(OTHER, "ca_1", OwnLimits.NONE, OwnLimits.NONE), Kind.CALL, states::add));
        assertThat(guards.count()).isEqualTo(5);
    }

    @Test
    void letsAGuardGoWhenNobodyHasUsedItForLongAndNotBefore() {
        Admission stream = loop.await(
                () -> guards.admit(who(HOST, "ca_1", OwnLimits.NONE, OwnLimits.NONE), Kind.STREAM, states::add));
        loop.await(() -> guards.admit(who(OTHER, "ca_1", OwnLimits.NONE, OwnLimits.NONE), Kind.CALL, states::add))
                .release();
        shift.addAndGet(Duration.ofMinutes(11).toNanos());
        loop.await(() -> admit("ca_1", concurrency(5))).release();
        assertThat(guards.count())
                .as("the one that a stream holds, and the new one")
                .isEqualTo(2);

        stream.release();
        shift.addAndGet(Duration.ofMinutes(11).toNanos());
        loop.await(() -> admit("ca_1", OwnLimits.NONE)).release();

        assertThat(guards.count()).isEqualTo(1);
    }

    @Test
    void streamsHavePermitsOfTheirOwn() {
        guards = guards(
                "sluice.guard.concurrency", "1", "sluice.guard.streams", "1", "sluice.guard.longest-wait", "20ms");
        loop.await(() -> admit("ca_1", OwnLimits.NONE));

        loop.await(() -> guards.admit(who(HOST, "ca_1", OwnLimits.NONE, OwnLimits.NONE), Kind.STREAM, states::add));

        FaultException refused = catchThrowableOfType(
                FaultException.class,
                () -> loop.await(() ->
                        guards.admit(who(HOST, "ca_1", OwnLimits.NONE, OwnLimits.NONE), Kind.STREAM, states::add)));
        assertThat(refused.fault().detail()).contains("limit of streams is 1");
    }

    private double inFlight() {
        return meters.get("sluice.in.flight").tag("kind", "call").gauge().value();
    }

    private Fault refusal(String account) {
        return catchThrowableOfType(FaultException.class, () -> loop.await(() -> admit(account, OwnLimits.NONE)))
                .fault();
    }

    private Uni<Admission> admit(String account, OwnLimits own) {
        return guards.admit(who(HOST, account, own, OwnLimits.NONE), Kind.CALL, states::add);
    }

    private static Admittee who(WorkspaceHost host, String account, OwnLimits own, OwnLimits connection) {
        return new Admittee(host, new AccountId(account), new ConnectionId("conn_1"), own, connection);
    }

    private static OwnLimits concurrency(int limit) {
        return new OwnLimits(null, null, limit, null, null, null, null, null, null, null, null);
    }

    private Guards guards(String... settings) {
        GuardConfig config = Settings.of(GuardConfig.class, settings);
        RateLimiters rates = new RateLimiters(() -> 1) {
            @Override
            public @Nullable RateLimiter of(String name, GuardLimits limits) {
                return limits.rate() == 0 ? null : () -> verdict(limits);
            }
        };
        meters = new SimpleMeterRegistry();
        return new Guards(
                vertx,
                config,
                Settings.of(WorkspaceConfig.class),
                rates,
                () -> 1,
                new GuardMeter(meters),
                () -> System.nanoTime() + shift.get());
    }

    private Uni<RateVerdict> verdict(GuardLimits limits) {
        RateVerdict verdict = tokens.getAsBoolean()
                ? new RateVerdict(true, limits.burst(), 1, Duration.ofSeconds(1), Duration.ZERO)
                : new RateVerdict(false, limits.burst(), 0, Duration.ofSeconds(1), Duration.ofMillis(20));
        return late
                ? Uni.createFrom().emitter(emitter -> vertx.setTimer(1, told -> emitter.complete(verdict)))
                : Uni.createFrom().item(verdict);
    }
}
